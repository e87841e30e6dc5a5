-- What sellers and managers read: the bookings of a sale, the newest first, and what has just changed of them.
create index booking_by_sale on booking (sale_id, placed_at desc, booking_id desc);
create index booking_by_sale_and_status on booking (sale_id, status, placed_at desc, booking_id desc);
create index booking_settled_by_sale on booking (sale_id, settled_at) where settled_at is not null;
create index payment_attempt_started on payment_attempt (started_at);
create index payment_attempt_settled on payment_attempt (settled_at) where settled_at is not null;
create index refund_requested on refund (requested_at);
create index refund_settled on refund (settled_at) where settled_at is not null;
create index ticket_issued_by_event on ticket (event_id) where state = 'ISSUED';
