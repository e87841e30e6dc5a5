-- Sales whose clock stands still: no booking of theirs expires. No row: the sale was never paused.
create table sale_pause (
    sale_id   text        primary key,
    change_id bigint      not null, -- the newest change of the sale that is in here
    paused_at timestamptz           -- of the pause under way
);
create index booking_pending_by_sale on booking (sale_id) where status = 'PENDING';
