import type { Operations } from "contract";

/** What the operations of the console answer, named by what they are. */
type Answer<O extends keyof Operations> = Operations[O]["answer"];

export type OrderPage = Answer<"GET /api/v1/admin/bookings">;
export type Order = OrderPage["bookings"][number];
export type OrderDetail = Answer<"GET /api/v1/admin/bookings/{bookingId}">;
export type OrderFigures = Answer<"GET /api/v1/admin/bookings/figures">;
export type AuditPage = Answer<"GET /api/v1/admin/sales/{saleId}/audit">;
export type Event = Answer<"GET /api/v1/events/{eventId}">;
export type Performance = Event["performances"][number];
export type CancellationProgress = Answer<"GET /api/v1/events/{eventId}/cancellation">;
export type StaffAccount = Answer<"GET /api/v1/staff">["staff"][number];
export type MemberAccount = Answer<"GET /api/v1/admin/members">["members"][number];
export type MemberAuditPage = Answer<"GET /api/v1/admin/members/{memberId}/audit">;
export type Health = Answer<"GET /api/v1/admin/health/ticket">;
export type OwnSession = Answer<"GET /api/v1/sessions">["sessions"][number];
export type Me = Answer<"GET /api/v1/members/me">;
export type Venue = Answer<"GET /api/v1/venues/{venueId}">;
export type SeatHistoryPage = Answer<"GET /api/v1/admin/performances/{performanceId}/seats/history">;
export type KeptBackGroup = Answer<"GET /api/v1/admin/performances/{performanceId}/blocks">["groups"][number];
export type SaleControlPage = Answer<"GET /api/v1/admin/performances/{performanceId}/controls">;
