import type { seat } from "contract";
import type { Bounds, Camera } from "./camera.ts";
import { ACCESSIBLE, AVAILABLE, boxOf, COMPANION, type Hall, HELD, NO_GRADE, RESTRICTED_VIEW, SOLD, UNNUMBERED } from "./hall.ts";

export interface Palette {
  grades: string[];
  gone: string;
  held: string;
  ground: string;
  ink: string;
  accent: string;
  area: string;
}

/** Distinct also for most colour-blind people, and at least 3:1 on both grounds. */
export const GRADE_COLOURS = ["#7b4de0", "#d4380d", "#0a7ea4", "#a86400", "#2b8a3e", "#c2255c", "#4263eb", "#8a5a44", "#087f5b", "#9c36b5"];

const NUMBERS_FROM_PX = 20; // a number in a smaller seat cannot be read
const SIGNS_FROM_PX = 9; // a sign is simpler than a number

/** Half the side of a seat in pixels. */
function radius(hall: Hall, camera: Camera): number {
  return Math.max(0.5, hall.pitch * camera.scale * 0.4);
}

/** Sets a colour only where it changes: neighbours mostly share theirs, and setting it costs more than a seat. */
export class Brush {
  private colour = "";

  constructor(readonly context: CanvasRenderingContext2D) {}

  with(colour: string): void {
    if (colour !== this.colour) {
      this.colour = colour;
      this.context.fillStyle = colour;
    }
  }
}

export function paintSeats(brush: Brush, hall: Hall, seats: Int32Array, camera: Camera, palette: Palette): void {
  for (const seat of seats) {
    paintSeat(brush, hall, seat, camera, palette, false);
  }
}

/** Signs of what is special about a seat, on the map, in the legend and in the list. */
export const SIGNS: Record<number, string> = { [ACCESSIBLE]: "\u267F\uFE0E", [COMPANION]: "+", [RESTRICTED_VIEW]: "\u25D0" };

export function signsOf(marks: number): string {
  return [ACCESSIBLE, COMPANION, RESTRICTED_VIEW].filter((mark) => marks & mark).map((mark) => SIGNS[mark]).join("");
}

/** A seat: full in its grade's colour when available, a ring while held, a dot when sold. */
export function paintSeat(brush: Brush, hall: Hall, seat: number, camera: Camera, palette: Palette, again: boolean): void {
  const marks = hall.marksOf[seat]!;
  if (marks & UNNUMBERED) {
    return;
  }
  const x = hall.xs[seat]! * camera.scale + camera.x;
  const y = hall.ys[seat]! * camera.scale + camera.y;
  const r = radius(hall, camera);
  if (again) {
    brush.context.clearRect(x - r - 0.5, y - r - 0.5, 2 * r + 1, 2 * r + 1);
  }
  const state = hall.states[seat];
  const grade = hall.gradeOf[seat]!;
  if (state === AVAILABLE && grade !== NO_GRADE) {
    brush.with(palette.grades[grade % palette.grades.length]!);
    shape(brush.context, x, y, r);
    if (marks !== 0 && r >= SIGNS_FROM_PX / 2) {
      writeIn(brush, signsOf(marks), x, y, r); // in place of the number, which the list has too
    } else if (2 * r >= NUMBERS_FROM_PX) {
      writeIn(brush, hall.numbers[seat]!, x, y, r);
    }
  } else if (state === HELD) {
    brush.with(palette.held);
    shape(brush.context, x, y, r);
    brush.with(palette.ground);
    shape(brush.context, x, y, r * 0.6);
  } else {
    brush.with(palette.gone);
    shape(brush.context, x, y, state === SOLD ? r * 0.55 : r * 0.3);
  }
}

function shape(context: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  if (r < 4) {
    context.fillRect(x - r, y - r, 2 * r, 2 * r);
  } else {
    context.beginPath();
    context.roundRect(x - r, y - r, 2 * r, 2 * r, r * 0.45);
    context.fill();
  }
}

function writeIn(brush: Brush, text: string, x: number, y: number, r: number): void {
  const { context } = brush;
  brush.with("#ffffff");
  context.font = `600 ${Math.min(r, 15)}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y, 2 * r - 2);
}

/** A chosen seat stands out by size, ring and mark, not by colour alone. */
export function paintChosen(context: CanvasRenderingContext2D, hall: Hall, seat: number, camera: Camera, palette: Palette): void {
  if (hall.marksOf[seat]! & UNNUMBERED) {
    return;
  }
  const x = hall.xs[seat]! * camera.scale + camera.x;
  const y = hall.ys[seat]! * camera.scale + camera.y;
  const r = Math.max(7, radius(hall, camera) * 1.15);
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = palette.ink;
  context.fill();
  context.lineWidth = Math.max(2, r * 0.2);
  context.strokeStyle = palette.accent;
  context.stroke();
  context.beginPath();
  context.moveTo(x - r * 0.4, y);
  context.lineTo(x - r * 0.1, y + r * 0.35);
  context.lineTo(x + r * 0.45, y - r * 0.35);
  context.strokeStyle = palette.ground;
  context.stroke();
}

function outline(context: CanvasRenderingContext2D, area: seat.Area): void {
  const { left, top } = boxOf(area);
  context.beginPath();
  if (area.shape === "ELLIPSE") {
    context.ellipse(area.x, area.y, area.width / 2, area.height / 2, 0, 0, 2 * Math.PI);
  } else if (area.shape === "POLYGON") {
    area.points?.forEach(({ x, y }, i) => i === 0 ? context.moveTo(area.x + x, area.y + y) : context.lineTo(area.x + x, area.y + y));
    context.closePath();
  } else if (area.shape !== "TEXT") {
    context.rect(left, top, area.width, area.height);
  }
}

function writeLines(context: CanvasRenderingContext2D, lines: string[], area: seat.Area, size: number, palette: Palette): void {
  const { left, top, right, bottom } = boxOf(area);
  context.fillStyle = palette.ink;
  context.font = `600 ${size}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  lines.forEach((line, i) => context.fillText(line, (left + right) / 2, (top + bottom) / 2 + (i - (lines.length - 1) / 2) * size * 1.3));
}

/** What is drawn besides seats; a general-admission area shows its name, how many places are left, and how many it has. */
export function paintAreas(context: CanvasRenderingContext2D, hall: Hall, camera: Camera, palette: Palette): void {
  context.save();
  context.setTransform(camera.scale, 0, 0, camera.scale, camera.x, camera.y);
  for (const area of hall.areas) {
    const zone = hall.zoneOfArea(area);
    const grade = zone === null ? NO_GRADE : hall.gradeOf[zone.from]!;
    context.fillStyle = palette.area;
    outline(context, area);
    context.fill();
    if (zone !== null && grade !== NO_GRADE) {
      context.strokeStyle = palette.grades[grade % palette.grades.length]!;
      context.lineWidth = 3 / camera.scale;
      context.stroke();
    }
    const words = zone === null ? [area.text ?? ""] : [zone.name, `${hall.free(zone.from, zone.to)} / ${zone.to - zone.from}`];
    writeLines(context, words.filter((line) => line !== ""), area, Math.max(14 / camera.scale, hall.pitch), palette);
  }
  context.restore();
}

/** Names of the zones, while the seats are too small to have numbers; only those that have room beside the ones before them. */
export function paintZoneNames(context: CanvasRenderingContext2D, hall: Hall, camera: Camera, palette: Palette): void {
  context.font = "700 13px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const painted: Bounds[] = [];
  for (const zone of hall.zones) {
    if ((zone.right - zone.left) * camera.scale < 24) {
      continue;
    }
    const x = (zone.left + zone.right) / 2 * camera.scale + camera.x;
    const y = (zone.top + zone.bottom) / 2 * camera.scale + camera.y;
    const half = context.measureText(zone.name).width / 2 + 5;
    const label = { left: x - half, top: y - 10, right: x + half, bottom: y + 10 };
    if (painted.some((each) => overlap(each, label))) {
      continue;
    }
    painted.push(label);
    context.fillStyle = palette.ground;
    context.globalAlpha = 0.82;
    context.fillRect(label.left, label.top, 2 * half, 20);
    context.globalAlpha = 1;
    context.fillStyle = palette.ink;
    context.fillText(zone.name, x, y);
  }
}

export function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
