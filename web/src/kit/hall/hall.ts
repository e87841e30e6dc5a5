import type { seat } from "contract";

export const AVAILABLE = 0;
export const HELD = 1;
export const SOLD = 2;
export const BLOCKED = 3;

export const NO_GRADE = 255;

/** What is special about a seat: bits of `marksOf`. */
export const ACCESSIBLE = 1;
export const COMPANION = 2;
export const RESTRICTED_VIEW = 4;
/** a place of a general-admission area: it is counted, never drawn or numbered */
export const UNNUMBERED = 8;

export const MARKS = { ACCESSIBLE, COMPANION, RESTRICTED_VIEW } as const;

export interface HallRow {
  name: string;
  label: string;
  /** seats `from` to `to - 1` */
  from: number;
  to: number;
}

export interface HallZone {
  name: string;
  rows: HallRow[];
  from: number;
  to: number;
  /** around its seats */
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** the id of the general-admission area that it is; null: a zone of numbered seats */
  generalAdmission: string | null;
}

export interface HallGrade {
  name: string;
  price: { amount: number; currency: string };
}

/**
 * A hall as arrays: a seat is an index, the one that the states and their changes use. 66,000 seats are a megabyte or so, and a change is
 * one byte.
 */
export class Hall {
  readonly seatCount: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly gradeOf: Uint8Array;
  readonly states: Uint8Array;
  readonly marksOf: Uint8Array;
  readonly ids: string[] = [];
  readonly numbers: string[] = [];
  readonly zones: HallZone[] = [];
  readonly grades: HallGrade[];
  readonly areas: seat.Area[];
  /** the smallest usual distance between neighbours, in the plan's units */
  readonly pitch: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  private readonly left_: Int32Array; // available seats by grade
  private indexOfId: Map<string, number> | null = null; // made when it is wanted first
  private known = false;

  constructor(plan: seat.PlanDocument) {
    this.grades = plan.grades;
    this.areas = plan.areas;
    const count = plan.zones.reduce((sum, zone) => sum + zone.rows.reduce((inZone, row) => inZone + row.seats.length, 0), 0);
    this.seatCount = count;
    this.xs = new Float32Array(count);
    this.ys = new Float32Array(count);
    this.gradeOf = new Uint8Array(count).fill(NO_GRADE);
    this.states = new Uint8Array(count).fill(BLOCKED); // until the states are known
    this.marksOf = new Uint8Array(count);
    this.left_ = new Int32Array(plan.grades.length);
    this.take(plan);
    const bounds = this.bounds();
    this.left = bounds.left;
    this.top = bounds.top;
    this.right = bounds.right;
    this.bottom = bounds.bottom;
    this.pitch = this.usualPitch();
  }

  private take(plan: seat.PlanDocument): void {
    const gradeOfCategory = new Map(plan.grades.flatMap((grade, index) => grade.categories.map((name) => [name, index] as const)));
    let at = 0;
    for (const zone of plan.zones) {
      const from = at;
      const rows: HallRow[] = [];
      for (const row of zone.rows) {
        const start = at;
        for (const seat of row.seats) {
          this.xs[at] = seat.x;
          this.ys[at] = seat.y;
          this.gradeOf[at] = gradeOfCategory.get(seat.category) ?? NO_GRADE;
          this.marksOf[at] = (zone.generalAdmission ? UNNUMBERED : 0) | marksOf(seat);
          this.ids.push(seat.id);
          this.numbers.push(seat.number);
          at++;
        }
        rows.push({ name: row.name, label: row.label || row.name, from: start, to: at });
      }
      if (at > from) {
        this.zones.push({ name: zone.name, rows, from, to: at, generalAdmission: zone.generalAdmission ?? null, ...box(this.xs, this.ys, from, at) });
      }
    }
  }

  private bounds(): { left: number; top: number; right: number; bottom: number } {
    const seats = box(this.xs, this.ys, 0, this.seatCount);
    const boxes = [seats, ...this.areas.map(boxOf)];
    return {
      left: Math.min(...boxes.map((each) => each.left)),
      top: Math.min(...boxes.map((each) => each.top)),
      right: Math.max(...boxes.map((each) => each.right)),
      bottom: Math.max(...boxes.map((each) => each.bottom)),
    };
  }

  private usualPitch(): number {
    const gaps: number[] = [];
    for (const zone of this.zones.filter((each) => each.generalAdmission === null)) {
      for (const row of zone.rows) {
        if (row.to - row.from > 1) {
          const middle = (row.from + row.to) >> 1;
          gaps.push(Math.hypot(this.xs[middle]! - this.xs[middle - 1]!, this.ys[middle]! - this.ys[middle - 1]!));
        }
      }
    }
    gaps.sort((a, b) => a - b);
    return gaps[Math.floor(gaps.length / 4)] || 20;
  }

  index(seatId: string): number {
    this.indexOfId ??= new Map(this.ids.map((id, at) => [id, at]));
    return this.indexOfId.get(seatId) ?? -1;
  }

  /** Whether the states are known: before that there is no hall to show. */
  get isKnown(): boolean {
    return this.known;
  }

  /** Takes the states of all seats: base64, two bits a seat. */
  setStates(base64: string): void {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    for (let i = 0; i < this.seatCount; i++) {
      this.states[i] = (bytes[i >> 2]! >> (6 - 2 * (i & 3))) & 3;
    }
    this.known = true;
    this.left_.fill(0);
    for (let i = 0; i < this.seatCount; i++) {
      this.countSeat(i, 1);
    }
  }

  setState(index: number, state: number): void {
    if (index >= 0 && index < this.seatCount) {
      this.known = true;
      this.countSeat(index, -1);
      this.states[index] = state;
      this.countSeat(index, 1);
    }
  }

  private countSeat(index: number, by: number): void {
    const grade = this.gradeOf[index]!;
    if (grade !== NO_GRADE && this.states[index] === AVAILABLE) {
      this.left_[grade]! += by;
    }
  }

  /** How many seats of a grade are available. */
  available(grade: number): number {
    return this.left_[grade]!;
  }

  isForSale(index: number): boolean {
    return this.states[index] === AVAILABLE && this.gradeOf[index] !== NO_GRADE;
  }

  /** How many seats from `from` to `to - 1` are for sale. */
  free(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) {
      sum += this.isForSale(i) ? 1 : 0;
    }
    return sum;
  }

  /** The zone that a general-admission area is; null for what is only drawn. */
  zoneOfArea(area: seat.Area): HallZone | null {
    return area.generalAdmission ? this.zones.find((zone) => zone.generalAdmission === area.generalAdmission) ?? null : null;
  }

  /** The general-admission zone that is drawn at a point, or null. */
  zoneAt(x: number, y: number): HallZone | null {
    const area = this.areas.find((each) => {
      const { left, top, right, bottom } = boxOf(each);
      return each.generalAdmission && x >= left && x <= right && y >= top && y <= bottom;
    });
    return area === undefined ? null : this.zoneOfArea(area);
  }

  zoneOf(index: number): HallZone {
    let low = 0;
    let high = this.zones.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.zones[middle]!.to <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.zones[low]!;
  }

  rowOf(index: number): HallRow {
    return this.zoneOf(index).rows.find((row) => index >= row.from && index < row.to)!;
  }
}

function marksOf({ features }: seat.Seat): number {
  return (features ?? []).reduce((bits, feature) => bits | MARKS[feature], 0);
}

/** Around what is drawn of an area. */
export function boxOf(area: seat.Area): { left: number; top: number; right: number; bottom: number } {
  if (area.shape === "POLYGON") {
    const xs = (area.points ?? []).map((point) => area.x + point.x);
    const ys = (area.points ?? []).map((point) => area.y + point.y);
    return { left: Math.min(area.x, ...xs), top: Math.min(area.y, ...ys), right: Math.max(area.x, ...xs), bottom: Math.max(area.y, ...ys) };
  }
  const [left, top] = area.shape === "ELLIPSE" ? [area.x - area.width / 2, area.y - area.height / 2] : [area.x, area.y];
  return { left, top, right: left + area.width, bottom: top + area.height };
}

function box(xs: Float32Array, ys: Float32Array, from: number, to: number) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (let i = from; i < to; i++) {
    left = Math.min(left, xs[i]!);
    right = Math.max(right, xs[i]!);
    top = Math.min(top, ys[i]!);
    bottom = Math.max(bottom, ys[i]!);
  }
  return { left, top, right, bottom };
}
