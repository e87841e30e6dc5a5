import type { ticket } from "contract";

/** A performance's date, and what has become of it. */
export interface Show {
  startsAt: string;
  status: ticket.PerformanceView["status"];
  /** the date before the latest postponement */
  previousStartsAt?: string | null;
  /** why it was postponed or cancelled, in the seller's words */
  reason?: string | null;
}

/** The show of a booking or a ticket. Tickets that a device kept before this was known have no status: as planned. */
export function showOf(of: {
  startsAt: string;
  previousStartsAt?: string | null;
  performanceStatus?: Show["status"];
  performanceReason?: string | null;
}): Show {
  return { startsAt: of.startsAt, status: of.performanceStatus ?? "SCHEDULED", previousStartsAt: of.previousStartsAt, reason: of.performanceReason };
}

/** Those that take place. */
export function takingPlace(event: Pick<ticket.EventView, "performances">): ticket.PerformanceView[] {
  return event.performances.filter((each) => each.status !== "CANCELLED");
}

/** The performance that a list names: the first that is still to come and takes place, else the first. */
export function firstShow(event: Pick<ticket.EventView, "performances">, now: number): ticket.PerformanceView | undefined {
  const ahead = takingPlace(event).find((each) => Date.parse(each.startsAt) > now);
  return ahead ?? takingPlace(event)[0] ?? event.performances[0];
}

/** Performances that fans must be told of. */
export function changed(event: Pick<ticket.EventView, "performances">): ticket.PerformanceView[] {
  return event.performances.filter((each) => each.status !== "SCHEDULED");
}
