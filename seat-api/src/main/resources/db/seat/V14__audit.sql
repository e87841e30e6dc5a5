-- The audit reads live seats by their place in the plan, and finds the reservation that a hold became.
create index reservation_seat_by_index on reservation_seat (performance_id, seat_index) where state in ('RESERVED', 'SOLD');
create index reservation_by_hold on reservation (hold_id);
