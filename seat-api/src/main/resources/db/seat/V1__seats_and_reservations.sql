-- A hall with its prices, as it was published with a sale. Never changes, and is only ever read whole: so one document, not
-- a row a seat. Performances of one sale share it.
create table plan (
    plan_id     text primary key,               -- first 16 bytes of the document's SHA-256, hex; the version that callers see
    document    bytea not null,                 -- the public JSON, gzip: the very bytes that are served
    seat_count  integer not null check (seat_count between 1 and 120000),
    created_at  timestamptz not null
);

create table performance (
    performance_id     text primary key,
    sale_id            text not null,
    event_id           text not null,
    plan_id            text not null references plan,
    starts_at          timestamptz not null,
    max_seats_per_fan  integer not null check (max_seats_per_fan > 0),
    -- counts how often the seats in Redis were built anew; what Redis or a node knows of an earlier epoch is void
    epoch              bigint not null default 0 check (epoch between 0 and 1000000),
    created_at         timestamptz not null
);
create index performance_starts_at on performance (starts_at);

create table reservation (
    reservation_id  text primary key,
    performance_id  text not null references performance,
    sale_id         text not null,
    booking_id      text not null,
    hold_id         text not null,
    fan_id          text not null,
    fence           bigint not null,            -- grows with every hold of a performance
    state           text not null check (state in ('RESERVED', 'SOLD', 'RELEASED')),
    pay_until       timestamptz not null,       -- what the fan was told; nothing here is released by time alone
    currency        text not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create unique index one_live_reservation_a_hold on reservation (hold_id) where state <> 'RELEASED';
create index reservation_booking on reservation (booking_id);

create table reservation_seat (
    reservation_id  text not null references reservation,
    performance_id  text not null,
    seat_id         text not null,
    seat_index      integer not null,
    label           text not null,
    grade           text not null,
    amount          bigint not null,
    state           text not null check (state in ('RESERVED', 'SOLD', 'RELEASED')),
    primary key (reservation_id, seat_id)
);
-- the last word on who has a seat, whatever Redis says
create unique index one_live_reservation_a_seat on reservation_seat (performance_id, seat_id)
    where state in ('RESERVED', 'SOLD');

create table inbox (
    consumer    text not null,
    event_id    text not null,
    applied_at  timestamptz not null,
    primary key (consumer, event_id)
);
