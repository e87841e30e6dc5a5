import type { queue } from "contract";

export const HISTORY_MS = 10 * 60_000;
export const STALE_MS = 3_000; // the server publishes once a second

const GAP_MS = 5_000; // a longer silence is shown as a gap, not as a line that was never measured

/** What the charts show of one reading. */
export interface Sample {
  at: number;
  waiting: number | null;
  admittedPerSecond: number | null;
  inside: number | null;
  capacity: number | null;
}

export type Series = [number[], (number | null)[]];

/** The last minutes of a sale, as this page has seen them. */
export class History {
  private samples: Sample[] = [];

  add(figures: queue.SaleFigures): void {
    const at = Date.parse(figures.asOf);
    const last = this.samples.at(-1);
    if (last !== undefined && at <= last.at) {
      return; // the same reading again
    }
    if (last !== undefined && at - last.at > GAP_MS) {
      this.samples.push({ at: last.at + 1, waiting: null, admittedPerSecond: null, inside: null, capacity: null });
    }
    const { waiting, inside, capacity, admissionsPerSecond } = figures;
    this.samples.push({ at, waiting, inside, capacity, admittedPerSecond: admissionsPerSecond });
    const first = this.samples.findIndex((each) => each.at >= at - HISTORY_MS);
    this.samples.splice(0, first);
  }

  get length(): number {
    return this.samples.length;
  }

  /** Seconds since 1970, and for each of them the values asked for. */
  columns(names: Exclude<keyof Sample, "at">[]): [number[], ...(number | null)[][]] {
    return [this.samples.map((each) => each.at / 1000), ...names.map((name) => this.samples.map((each) => each[name]))];
  }

  max(name: Exclude<keyof Sample, "at">): number {
    return this.samples.reduce((max, each) => Math.max(max, each[name] ?? 0), 0);
  }
}

/** How old a reading is; null while there is none. */
export function ageMs(asOf: string | null, now: number): number | null {
  return asOf === null ? null : Math.max(0, now - Date.parse(asOf));
}

export function isStale(age: number | null): boolean {
  return age === null || age > STALE_MS;
}
