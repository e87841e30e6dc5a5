import { type Hall, UNNUMBERED } from "./hall.ts";

const SEATS_PER_CELL = 48; // few enough to skip most of what is out of sight, many enough that cells are few

/** Numbered seats by square cells, so that what lies in a rectangle is found without looking at all seats. */
export class SeatGrid {
  readonly size: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly starts: Int32Array;
  private readonly seats: Int32Array;

  constructor(private readonly hall: Hall) {
    const width = Math.max(1, hall.right - hall.left);
    const height = Math.max(1, hall.bottom - hall.top);
    this.size = Math.sqrt(width * height * SEATS_PER_CELL / Math.max(1, hall.seatCount));
    this.columns = Math.floor(width / this.size) + 1;
    this.rows = Math.floor(height / this.size) + 1;
    this.starts = new Int32Array(this.columns * this.rows + 1);
    this.seats = new Int32Array(hall.seatCount); // as many or more
    this.fill();
  }

  private fill(): void {
    const { hall, starts } = this;
    const drawn = Int32Array.from({ length: hall.seatCount }, (_, i) => i).filter((i) => (hall.marksOf[i]! & UNNUMBERED) === 0);
    for (const i of drawn) {
      starts[this.cell(hall.xs[i]!, hall.ys[i]!) + 1]!++;
    }
    for (let i = 1; i < starts.length; i++) {
      starts[i]! += starts[i - 1]!;
    }
    const next = starts.slice();
    for (const i of drawn) {
      this.seats[next[this.cell(hall.xs[i]!, hall.ys[i]!)]!++] = i;
    }
  }

  private cell(x: number, y: number): number {
    return this.row(y) * this.columns + this.column(x);
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.hall.left) / this.size)));
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.hall.top) / this.size)));
  }

  /** The seats in a rectangle, and some near it. */
  within(left: number, top: number, right: number, bottom: number): Int32Array[] {
    const found: Int32Array[] = [];
    const lastColumn = this.column(right);
    const lastRow = this.row(bottom);
    for (let row = this.row(top); row <= lastRow; row++) {
      const first = row * this.columns + this.column(left);
      const last = row * this.columns + lastColumn;
      found.push(this.seats.subarray(this.starts[first]!, this.starts[last + 1]!));
    }
    return found;
  }

  /** The seat nearest to a point, if it is within `reach`; else -1. */
  nearest(x: number, y: number, reach: number): number {
    let best = -1;
    let bestDistance = reach;
    for (const seats of this.within(x - reach, y - reach, x + reach, y + reach)) {
      for (const i of seats) {
        const distance = Math.hypot(this.hall.xs[i]! - x, this.hall.ys[i]! - y);
        if (distance < bestDistance) {
          bestDistance = distance;
          best = i;
        }
      }
    }
    return best;
  }
}
