-- Seats that a seller keeps back: not for sale until released. The plan's own seats without a grade are not in here.
create table seat_block (
    performance_id text        not null references performance,
    seat_index     integer     not null,
    seat_id        text        not null,
    reason         text        not null,
    who            text        not null,
    blocked_at     timestamptz not null default clock_timestamp(),
    primary key (performance_id, seat_index)
);
