import type { Use } from "./decide.ts";
import { hasUsed, isConflict, outcomeOf, type Scan } from "./model.ts";

/** The scans of this device at one performance, in memory; the disk has them first. */
export class Ledger {
  private readonly byId = new Map<string, Scan>();
  private readonly used = new Map<string, Scan>(); // by ticket

  constructor(scans: readonly Scan[] = []) {
    scans.forEach((each) => this.put(each));
  }

  /** Adds a scan, or replaces it by what is known of it now. */
  put(scan: Scan): void {
    this.byId.set(scan.scanId, scan);
    if (scan.ticketId === null) {
      return;
    }
    const before = this.used.get(scan.ticketId);
    if (hasUsed(scan)) {
      this.used.set(scan.ticketId, before !== undefined && before.scannedAt < scan.scannedAt ? before : scan);
    } else if (before?.scanId === scan.scanId) {
      this.used.delete(scan.ticketId);
    }
  }

  find(scanId: string): Scan | null {
    return this.byId.get(scanId) ?? null;
  }

  useOf(ticketId: string): Use | null {
    const scan = this.used.get(ticketId);
    return scan === undefined ? null : { at: scan.scannedAt, gate: scan.gate };
  }

  /** Latest first. */
  latest(limit: number): Scan[] {
    return [...this.byId.values()].slice(-limit).reverse();
  }

  /** Not yet with the server, oldest first. */
  unsent(limit: number, without: ReadonlySet<string>): Scan[] {
    const found: Scan[] = [];
    for (const scan of this.byId.values()) {
      if (scan.result === null && !without.has(scan.scanId) && found.push(scan) === limit) {
        break;
      }
    }
    return found;
  }

  unsentUndos(): Scan[] {
    return [...this.byId.values()].filter((scan) => scan.undo !== null && !scan.undo.sent && scan.result !== null);
  }

  conflicts(): Scan[] {
    return [...this.byId.values()].filter(isConflict).reverse();
  }

  counts(): { admitted: number; refused: number; undone: number; unsent: number } {
    const all = { admitted: 0, refused: 0, undone: 0, unsent: 0 };
    for (const scan of this.byId.values()) {
      all.unsent += scan.result === null || scan.undo?.sent === false ? 1 : 0;
      if (scan.undo !== null) {
        all.undone++;
      } else if (outcomeOf(scan) === "ACCEPTED") {
        all.admitted++;
      } else {
        all.refused++;
      }
    }
    return all;
  }
}
