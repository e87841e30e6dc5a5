-- Bookings of a cancelled performance end one by one: every live one is found here until none is left.
alter table booking
    add column show_tries     integer not null default 0, -- to end it because its show is cancelled
    add column show_try_after timestamptz;                -- nobody else tries before
create index booking_live_by_performance on booking (performance_id) where status in ('PENDING', 'CONFIRMED');
alter table cancellation add column origin text not null default 'FAN' check (origin in ('FAN', 'PROVIDER', 'SHOW'));
-- SHOW: its show was cancelled; FAN: also what was there before, whoever began it
create index cancellation_of_show on cancellation (booking_id) where origin = 'SHOW';
create index booking_by_performance on booking (performance_id, placed_at desc, booking_id desc);
