-- A booking that is about to be made: written before seat-api is asked, so that a crash in between leaves a trace to undo.
create table booking_intent (
    booking_id     text        primary key,
    fan_id         text        not null,
    hold_id        text        not null,
    performance_id text        not null,
    pay_until      timestamptz not null,
    opened_at      timestamptz not null,
    state          text        not null check (state in ('OPEN', 'PLACED', 'ABANDONED', 'UNDONE')),
    check_after    timestamptz not null -- nobody else looks at it before
);
create index booking_intent_unsettled on booking_intent (check_after) where state in ('OPEN', 'ABANDONED');

create table booking (
    booking_id     text        primary key,
    fan_id         text        not null,
    event_id       text        not null references event,
    sale_id        text        not null references sale,
    performance_id text        not null references performance,
    reservation_id text        not null unique,
    payment_id     text        not null unique,
    status         text        not null check (status in ('PENDING', 'CONFIRMED', 'CANCELLED', 'EXPIRED')),
    amount         bigint      not null check (amount > 0), -- minor units
    currency       text        not null,
    placed_at      timestamptz not null,
    expires_at     timestamptz not null,
    settled_at     timestamptz, -- when it left PENDING
    check_after    timestamptz not null -- expiry: nobody else looks at it before
);
create index booking_by_fan on booking (fan_id, placed_at desc, booking_id desc);
create index booking_pending on booking (check_after) where status = 'PENDING';

create table booking_seat (
    booking_id     text    not null references booking,
    position       integer not null,
    performance_id text    not null,
    seat_id        text    not null,
    label          text    not null,
    grade          text    not null,
    amount         bigint  not null check (amount > 0),
    is_live        boolean not null, -- false once expired or cancelled
    primary key (booking_id, seat_id)
);
-- the database says no last: a seat is in one live booking
create unique index booking_seat_live on booking_seat (performance_id, seat_id) where is_live;

create table ticket (
    ticket_id      text        primary key,
    booking_id     text        not null references booking,
    fan_id         text        not null,
    event_id       text        not null,
    performance_id text        not null,
    seat_id        text        not null,
    label          text        not null,
    grade          text        not null,
    amount         bigint      not null,
    currency       text        not null,
    state          text        not null check (state in ('ISSUED', 'VOIDED')),
    issued_at      timestamptz not null,
    voided_at      timestamptz
);
create unique index ticket_seat on ticket (performance_id, seat_id) where state = 'ISSUED';
create index ticket_by_fan on ticket (fan_id, issued_at desc, ticket_id desc);
create index ticket_by_booking on ticket (booking_id);
