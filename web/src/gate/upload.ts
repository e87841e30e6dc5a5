import type { ticket } from "contract";
import type { Outcome, Scan } from "./model.ts";

/** A scan as the server takes it. */
export function asSent(scan: Scan, offline: boolean): ticket.NewScan {
  return {
    scanId: idAtServer(scan),
    ticketId: scan.by === "MANUAL" ? scan.ticketId : null,
    code: scan.code,
    scannedAt: new Date(scan.scannedAt).toISOString(),
    offline,
    by: scan.by,
    decision: offline ? scan.decision : null,
  };
}

export function idAtServer(scan: Scan): string {
  return scan.sentAs ?? scan.scanId;
}

/** What the server says only while somebody still stands outside; of what a device has let in it says DUPLICATE, or nothing. */
const ONLINE_ONLY: Outcome[] = ["ALREADY_USED", "TOO_EARLY", "TOO_LATE", "WRONG_GATE"];

/**
 * A scan as it is known after an upload. The server may have refused it when it was asked, too late: by then the device had let somebody in.
 * An id has one outcome for ever, so that the fact is told under another one.
 */
export function told(scan: Scan, result: ticket.ScanResultView): Scan {
  const known = answered(scan, result);
  const isUntold = scan.wasAsked === true && scan.sentAs === undefined && scan.decision === "ACCEPTED" && ONLINE_ONLY.includes(result.outcome);
  return isUntold ? { ...known, code: scan.code, result: null, sentAs: `${scan.scanId}-in` } : known;
}

/** A scan as it is known with the server's answer. */
export function answered(scan: Scan, result: ticket.ScanResultView): Scan {
  return {
    ...scan,
    result: result.outcome,
    code: null,
    label: result.ticket?.label ?? scan.label,
    grade: result.ticket?.grade ?? scan.grade,
    holder: result.ticket?.holder ?? scan.holder,
    usedAt: result.usedAt === null || result.outcome === "ACCEPTED" ? scan.usedAt : Date.parse(result.usedAt),
    usedGate: result.outcome === "ACCEPTED" ? scan.usedGate : result.usedGate ?? scan.usedGate,
  };
}
