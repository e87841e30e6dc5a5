-- Seats that are kept back may be of a channel (a partner's allotment, a presale), and may be released at a time.
alter table seat_block add column channel text, add column release_at timestamptz;
create index seat_block_release_at on seat_block (release_at) where release_at is not null;

-- What sellers and managers did with seats, and what was released at its time.
create table seat_control (
    control_id     bigint      generated always as identity primary key,
    performance_id text        not null references performance,
    action         text        not null check (action in ('BLOCK', 'MOVE', 'RELEASE')),
    channel        text,       -- of MOVE
    release_at     timestamptz,
    seat_ids       text[]      not null,
    reason         text        not null,
    who            text        not null,
    at             timestamptz not null default clock_timestamp()
);
create index seat_control_of_performance on seat_control (performance_id, control_id);
