import type { Order } from "../types.ts";

/** Rows in sight, newest first. What happens to a booking replaces its row where it stands; new bookings come on top. */
export function merged(rows: Order[], row: Order, max: number): Order[] {
  const at = rows.findIndex((each) => each.bookingId === row.bookingId);
  return at >= 0 ? rows.with(at, row) : [row, ...rows].slice(0, max);
}

/** Whether a row that has just come belongs to what is searched for. */
export function suits(row: Order, status: string, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return (status === "" || row.status === status) &&
    (wanted === "" || [row.bookingId, row.fan.name, row.fan.email, ...row.seats].some((each) => each.toLowerCase().includes(wanted)));
}
