import type { Order } from "../types.ts";

/** Rows in sight, newest first. What happens to a booking replaces its row where it stands; new bookings come on top. */
export function merged(rows: Order[], row: Order, max: number): Order[] {
  const at = rows.findIndex((each) => each.bookingId === row.bookingId);
  return at >= 0 ? rows.with(at, row) : [row, ...rows].slice(0, max);
}

/** Whether a row that has just come belongs to what is searched for; the same rules as the list's. */
export function suits(row: Order, status: string, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  const { memberId, name, email } = row.fan;
  return (status === "" || row.status === status) &&
    (wanted === "" || row.bookingId === words.trim() || memberId === words.trim() || email?.toLowerCase() === wanted ||
      (name ?? "").toLowerCase().startsWith(wanted));
}
