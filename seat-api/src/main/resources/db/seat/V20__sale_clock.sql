-- The clock of a sale, by which holds last: it stands still while the sale is paused. No row: the sale was never paused.
create table sale_clock (
    sale_id    text        primary key,
    change_id  bigint      not null default 0,             -- the newest change of the sale that is in here
    paused_at  timestamptz,                                -- of the pause under way
    lost_ms    bigint      not null default 0 check (lost_ms >= 0) -- the pauses before it, together
);
create index performance_sale on performance (sale_id);
