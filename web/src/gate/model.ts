import type { ticket } from "contract";
import type { TicketKey } from "../kit/ticket/check.ts";

export type Outcome = ticket.ScanResultView["outcome"];
export type GateTicket = ticket.GateTicketView;
export type EntryRules = ticket.EntryView;
export type Counts = ticket.GateCounts;

/** A performance whose list this device keeps, and the gate it stands at. All instants in ms by the server's clock. */
export interface KeptPerformance {
  performanceId: string;
  title: string;
  startsAt: string;
  /** of the venue: times at the door are the door's, whatever the device is set to */
  timeZone: string;
  gate: string;
  keys: TicketKey[];
  entry: EntryRules;
  /** tickets that the list will have, for the progress of loading */
  expected: number;
  /** where loading goes on; null: the list is complete */
  cursor: { after: string | null } | null;
  /** what the next question for changes begins at */
  version: number | null;
  /** when the list was last known to be up to date; null: never */
  freshAt: number | null;
}

/** What somebody at this gate has scanned or found by hand. */
export interface Scan {
  /** a UUID: an upload may be repeated */
  scanId: string;
  performanceId: string;
  gate: string;
  scannedAt: number;
  by: "CODE" | "MANUAL";
  ticketId: string | null;
  /** kept until the server has it */
  code: string | null;
  label: string | null;
  grade: string | null;
  holder: string | null;
  /** what this device has decided, by its list */
  decision: Outcome;
  /** whether the steward was shown the device's decision, since no answer came in time */
  offline: boolean;
  /** when and where it was used before, if it was */
  usedAt: number | null;
  usedGate: string | null;
  /** the server's decision; null until it is known */
  result: Outcome | null;
  /** the server was asked, and did not answer in time */
  wasAsked?: boolean;
  /** under which id the server knows it, if its own was spent on that question */
  sentAs?: string;
  undo: { at: number; reason: string; sent: boolean } | null;
  /** a conflict that the steward has read */
  isRead?: boolean;
}

/** What counts: the server's word if it came in time, else the device's. */
export function outcomeOf(scan: Scan): Outcome {
  return scan.offline || scan.result === null ? scan.decision : scan.result;
}

/** Whether somebody went in by it. */
export function hasAdmitted(scan: Scan): boolean {
  return outcomeOf(scan) === "ACCEPTED" && scan.undo === null;
}

/**
 * Whether its ticket is used up by it, as the server sees it: whoever was let in off-line with a code that had been replaced has not used
 * the ticket of its true holder.
 */
export function hasUsed(scan: Scan): boolean {
  return hasAdmitted(scan) && (scan.result === null || ["ACCEPTED", "DUPLICATE", "ALREADY_USED"].includes(scan.result));
}

/** Somebody went in whom the server, which knows of the other gates, would not have let in. */
export function isConflict(scan: Scan): boolean {
  return hasAdmitted(scan) && scan.result !== null && scan.result !== "ACCEPTED";
}
