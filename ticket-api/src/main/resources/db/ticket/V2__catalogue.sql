create table venue (
    venue_id   text        primary key,
    seller_id  text        not null,
    name       text        not null,
    location   text        not null,
    plan       text        not null, -- JSON of a SeatingPlan; read whole or not at all
    categories text[]      not null, -- those that seats have
    seat_count integer     not null check (seat_count > 0),
    created_at timestamptz not null
);

create table event (
    event_id     text        primary key,
    seller_id    text        not null,
    venue_id     text        not null references venue,
    title        text        not null,
    visible_from timestamptz not null,
    created_at   timestamptz not null
);
create index event_by_visibility on event (visible_from desc, event_id desc);

create table grade (
    event_id   text    not null references event,
    position   integer not null,
    name       text    not null,
    amount     bigint  not null check (amount > 0), -- minor units
    currency   text    not null,
    categories text[]  not null,
    primary key (event_id, name)
);

create table performance (
    performance_id text        primary key,
    event_id       text        not null references event,
    starts_at      timestamptz not null
);
create index performance_by_event on performance (event_id);

create table sale (
    sale_id               text        primary key,
    event_id              text        not null unique references event,
    lobby_opens_at        timestamptz,
    opens_at              timestamptz not null,
    closes_at             timestamptz not null,
    admission_order       text        not null check (admission_order in ('ARRIVAL', 'RANDOM')),
    capacity              integer     not null check (capacity > 0),
    admissions_per_second integer     not null check (admissions_per_second > 0),
    max_seats_per_fan     integer     not null check (max_seats_per_fan > 0),
    check (opens_at < closes_at)
);
