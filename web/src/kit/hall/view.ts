import { type Camera, fit, kept, zoomed } from "./camera.ts";
import { SeatGrid } from "./grid.ts";
import type { Hall } from "./hall.ts";
import { GRADE_COLOURS, paintAreas, paintChosen, paintZoneNames, type Palette } from "./paint.ts";
import { Tiles } from "./tiles.ts";

const PAINT_MS = 6; // of each frame's 16
const FIRST_PAINT_MS = 200; // nobody moves a hall that is not there yet
const SEAT_PX_MAX = 56; // the largest a seat becomes
const FINGER_PX = 18; // how far beside a seat a touch still means it
const TAP_MOVE_PX = 8;

/** A canvas that shows a hall: moves, zooms, and says which seat was pressed. */
export class HallView {
  private readonly context: CanvasRenderingContext2D;
  private readonly grid: SeatGrid;
  private readonly tiles: Tiles;
  private palette: Palette;
  private camera: Camera = { scale: 1, x: 0, y: 0 };
  private home = 1;
  private pixels = 1;
  private frame = 0;
  private chosen: ReadonlySet<number> = new Set();
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private travelled = 0;
  private readonly abort = new AbortController();
  private readonly resize: ResizeObserver;

  constructor(private readonly canvas: HTMLCanvasElement, readonly hall: Hall, private readonly onPick: (seat: number) => void) {
    this.context = canvas.getContext("2d")!;
    this.grid = new SeatGrid(hall);
    this.palette = paletteOf(canvas);
    this.tiles = new Tiles(hall, this.grid, this.palette);
    this.resize = new ResizeObserver(() => this.resized());
    this.resize.observe(canvas);
    this.listen();
  }

  private listen(): void {
    const { canvas } = this;
    const signal = this.abort.signal;
    canvas.addEventListener("pointerdown", (event) => this.down(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.move(event), { signal });
    canvas.addEventListener("pointerup", (event) => this.up(event), { signal });
    canvas.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId), { signal });
    canvas.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour(), { signal });
  }

  close(): void {
    this.abort.abort();
    this.resize.disconnect();
    cancelAnimationFrame(this.frame);
  }

  choose(seats: ReadonlySet<number>): void {
    this.chosen = seats;
    this.ask();
  }

  changed(seats: ArrayLike<number> | null): void {
    if (seats === null) {
      this.tiles.recolour(this.palette);
    } else {
      this.tiles.changed(seats);
    }
    this.ask();
  }

  private recolour(): void {
    this.palette = paletteOf(this.canvas);
    this.tiles.recolour(this.palette);
    this.ask();
  }

  private resized(): void {
    const { canvas, hall } = this;
    this.pixels = Math.min(2, devicePixelRatio || 1);
    const width = Math.round(canvas.clientWidth * this.pixels);
    const height = Math.round(canvas.clientHeight * this.pixels);
    if (width === 0 || height === 0 || (width === canvas.width && height === canvas.height)) {
      return;
    }
    canvas.width = width;
    canvas.height = height;
    this.camera = fit(hall, width, height, hall.pitch * 2);
    this.home = this.camera.scale;
    this.ask();
  }

  showAll(): void {
    this.camera = fit(this.hall, this.canvas.width, this.canvas.height, this.hall.pitch * 2);
    this.ask();
  }

  /** Shows one zone as large as it fits. */
  show(bounds: { left: number; top: number; right: number; bottom: number }): void {
    const camera = fit(bounds, this.canvas.width, this.canvas.height, this.hall.pitch * 2);
    const scale = Math.min(camera.scale, this.scaleMax());
    this.camera = zoomed(camera, scale / camera.scale, this.canvas.width / 2, this.canvas.height / 2, 0, Infinity);
    this.ask();
  }

  zoom(factor: number): void {
    this.zoomAt(factor, this.canvas.width / 2, this.canvas.height / 2);
  }

  private scaleMax(): number {
    return SEAT_PX_MAX * this.pixels / this.hall.pitch;
  }

  private zoomAt(factor: number, px: number, py: number): void {
    const { canvas } = this;
    const camera = zoomed(this.camera, factor, px, py, this.home * 0.8, Math.max(this.home, this.scaleMax()));
    this.camera = kept(camera, this.hall, canvas.width, canvas.height);
    this.ask();
  }

  private down(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (this.pointers.size === 1) {
      this.travelled = 0;
    }
  }

  private move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const now = { x: event.offsetX, y: event.offsetY };
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    this.pointers.set(event.pointerId, now);
    const other = others[0];
    if (other !== undefined) {
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      this.zoomAt(factor, (now.x + other.x) / 2 * this.pixels, (now.y + other.y) / 2 * this.pixels);
    }
    const share = others.length === 0 ? 1 : 0.5;
    const { x, y, scale } = this.camera;
    const moved = { scale, x: x + (now.x - before.x) * this.pixels * share, y: y + (now.y - before.y) * this.pixels * share };
    this.camera = kept(moved, this.hall, this.canvas.width, this.canvas.height);
    this.ask();
  }

  private up(event: PointerEvent): void {
    const wasAlone = this.pointers.size === 1;
    this.pointers.delete(event.pointerId);
    if (wasAlone && this.travelled < TAP_MOVE_PX) {
      this.tap(event.offsetX * this.pixels, event.offsetY * this.pixels);
    }
  }

  /** A touch on seats too small to tell apart zooms in there instead. */
  private tap(px: number, py: number): void {
    const { camera, hall } = this;
    const seatPx = hall.pitch * camera.scale / this.pixels;
    if (seatPx < 12 && camera.scale < this.scaleMax()) {
      this.zoomAt(Math.max(2.5, 18 / seatPx), px, py);
      return;
    }
    const seat = this.grid.nearest((px - camera.x) / camera.scale, (py - camera.y) / camera.scale, FINGER_PX * this.pixels / camera.scale);
    if (seat >= 0) {
      this.onPick(seat);
    } else {
      this.tapArea((px - camera.x) / camera.scale, (py - camera.y) / camera.scale);
    }
  }

  /** In a general-admission area any free place is as good as another. */
  private tapArea(x: number, y: number): void {
    const zone = this.hall.zoneAt(x, y);
    for (let seat = zone?.from ?? 0; seat < (zone?.to ?? 0); seat++) {
      if (this.hall.isForSale(seat) && !this.chosen.has(seat)) {
        return this.onPick(seat);
      }
    }
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    this.zoomAt(Math.exp(-step * (event.ctrlKey ? 0.01 : 0.002)), event.offsetX * this.pixels, event.offsetY * this.pixels);
  }

  private ask(): void {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => this.draw());
    }
  }

  private draw(): void {
    this.frame = 0;
    const { context, canvas, camera, hall } = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    paintAreas(context, hall, camera, this.palette);
    const paintMs = canvas.dataset.painted === undefined ? FIRST_PAINT_MS : PAINT_MS;
    const done = !hall.isKnown || this.tiles.draw(context, camera, canvas.width, canvas.height, performance.now() + paintMs);
    if (hall.pitch * camera.scale < 14 * this.pixels) {
      paintZoneNames(context, hall, camera, this.palette);
    }
    this.chosen.forEach((seat) => paintChosen(context, hall, seat, camera, this.palette));
    if (done && hall.isKnown) {
      canvas.dataset.painted = "1"; // for whoever measures
    } else if (!done) {
      this.ask();
    }
  }
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    grades: GRADE_COLOURS,
    gone: value("--line"),
    held: value("--field"),
    ground: value("--card"),
    ink: value("--ink"),
    accent: value("--light"),
    area: value("--line"),
  };
}
