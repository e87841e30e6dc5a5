import type { Camera } from "./camera.ts";
import type { SeatGrid } from "./grid.ts";
import { type Hall } from "./hall.ts";
import { Brush, paintSeat, paintSeats, type Palette } from "./paint.ts";

const TILE = 512; // pixels a side
const TILES_MAX = 48; // 1 MB each
const SLICE_SEATS = 512; // between two looks at the clock

interface Tile {
  key: string;
  level: number;
  column: number;
  row: number;
  canvas: HTMLCanvasElement;
  /** what is still to be painted; empty when done */
  left: Int32Array[];
  usedAt: number;
}

/**
 * The seats as painted tiles, one set for each power of two of the scale, as maps do it. Moving the hall copies a dozen tiles, whatever it
 * has in seats; a change of a seat repaints that seat in the tiles that have it. Tiles are painted in slices, so a frame is never late.
 */
export class Tiles {
  private readonly tiles = new Map<string, Tile>();
  private turn = 0;

  constructor(private readonly hall: Hall, private readonly grid: SeatGrid, private palette: Palette) {}

  recolour(palette: Palette): void {
    this.palette = palette;
    this.tiles.clear();
  }

  /** Copies what there is to the canvas; whether everything in sight is painted. Paints until `until` (`performance.now()`). */
  draw(context: CanvasRenderingContext2D, camera: Camera, width: number, height: number, until: number): boolean {
    this.turn++;
    const level = Math.round(Math.log2(camera.scale));
    const inSight = this.inSight(camera, level, width, height);
    const done = this.paint(inSight, until);
    if (!done) { // what is not painted yet shows coarser or finer from another level
      for (const tile of this.tiles.values()) {
        if (tile.level !== level && tile.left.length === 0) {
          this.copy(context, camera, tile);
        }
      }
    }
    inSight.forEach((tile) => this.copy(context, camera, tile));
    this.forget();
    return done;
  }

  private inSight(camera: Camera, level: number, width: number, height: number): Tile[] {
    const side = TILE / 2 ** level; // in the plan's units
    const at = (pixel: number, shift: number) => Math.floor((pixel - shift) / camera.scale / side);
    const found: Tile[] = [];
    for (let row = at(0, camera.y); row <= at(height, camera.y); row++) {
      for (let column = at(0, camera.x); column <= at(width, camera.x); column++) {
        if (this.hasSeats(column, row, side)) {
          found.push(this.tile(level, column, row, side));
        }
      }
    }
    return found;
  }

  private hasSeats(column: number, row: number, side: number): boolean {
    const { hall } = this;
    return column * side <= hall.right + hall.pitch && (column + 1) * side >= hall.left - hall.pitch &&
      row * side <= hall.bottom + hall.pitch && (row + 1) * side >= hall.top - hall.pitch;
  }

  private tile(level: number, column: number, row: number, side: number): Tile {
    const key = `${level}/${column}/${row}`;
    let tile = this.tiles.get(key);
    if (tile === undefined) {
      const canvas = document.createElement("canvas");
      canvas.width = TILE;
      canvas.height = TILE;
      const edge = this.hall.pitch; // seats that reach in from outside
      const seats = this.grid.within(column * side - edge, row * side - edge, (column + 1) * side + edge, (row + 1) * side + edge);
      tile = { key, level, column, row, canvas, left: seats.filter((each) => each.length > 0), usedAt: 0 };
      this.tiles.set(key, tile);
    }
    tile.usedAt = this.turn;
    return tile;
  }

  private paint(tiles: Tile[], until: number): boolean {
    for (const tile of tiles) {
      const brush = new Brush(tile.canvas.getContext("2d")!);
      while (tile.left.length > 0) {
        if (performance.now() > until) {
          return false;
        }
        const seats = tile.left[0]!;
        paintSeats(brush, this.hall, seats.subarray(0, SLICE_SEATS), this.cameraOf(tile), this.palette);
        if (seats.length > SLICE_SEATS) {
          tile.left[0] = seats.subarray(SLICE_SEATS);
        } else {
          tile.left.shift();
        }
      }
    }
    return true;
  }

  private cameraOf(tile: Tile): Camera {
    return { scale: 2 ** tile.level, x: -tile.column * TILE, y: -tile.row * TILE };
  }

  private copy(context: CanvasRenderingContext2D, camera: Camera, tile: Tile): void {
    const side = TILE / 2 ** tile.level * camera.scale;
    context.drawImage(tile.canvas, camera.x + tile.column * side, camera.y + tile.row * side, side, side);
  }

  /** Repaints seats whose state changed, wherever they are painted. */
  changed(seats: ArrayLike<number>): void {
    for (const tile of this.tiles.values()) {
      const side = TILE / 2 ** tile.level;
      const brush = new Brush(tile.canvas.getContext("2d")!);
      const camera = this.cameraOf(tile);
      for (let i = 0; i < seats.length; i++) {
        const seat = seats[i]!;
        const x = this.hall.xs[seat]! / side - tile.column;
        const y = this.hall.ys[seat]! / side - tile.row;
        const edge = this.hall.pitch / side;
        if (x >= -edge && x <= 1 + edge && y >= -edge && y <= 1 + edge) {
          paintSeat(brush, this.hall, seat, camera, this.palette, true);
        }
      }
    }
  }

  private forget(): void {
    if (this.tiles.size > TILES_MAX) {
      const old = [...this.tiles.values()].filter((tile) => tile.usedAt < this.turn).sort((a, b) => a.usedAt - b.usedAt);
      old.slice(0, this.tiles.size - TILES_MAX).forEach((tile) => this.tiles.delete(tile.key));
    }
  }
}
