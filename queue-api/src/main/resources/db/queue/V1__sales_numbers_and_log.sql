-- How each sale is to run; version grows with every change, whoever makes it.
create table sale (
    sale_id           text primary key,
    event_id          text        not null,
    title             text        not null,
    version           bigint      not null check (version >= 1),
    state             text        not null check (state in ('RUNNING', 'PAUSED', 'DRAINING', 'CLOSED')),
    message           text        not null default '', -- the operator's reason, shown to the fans
    lobby_opens_at    timestamptz not null,
    opens_at          timestamptz not null,
    closes_at         timestamptz not null,
    line_order        text        not null check (line_order in ('ARRIVAL', 'RANDOM')),
    capacity          integer     not null check (capacity >= 0),
    admissions_a_second integer   not null check (admissions_a_second >= 1),
    claim_window_ms   bigint      not null check (claim_window_ms > 0),
    lease_ms          bigint      not null check (lease_ms > 0),
    check (lobby_opens_at <= opens_at and opens_at < closes_at)
);

-- Where the numbers of a line come from. Numbers only grow, also over epochs: one that was lost with Redis is never given again.
create table line_epoch (
    sale_id     text primary key references sale,
    epoch       bigint not null, -- grows whenever the line is built anew in Redis
    next_number bigint not null
);

-- What the operators did: who, when, why, and how the policy was before and after.
create table sale_audit (
    audit_id bigint generated always as identity primary key,
    sale_id  text        not null references sale,
    at       timestamptz not null,
    who      text        not null,
    command  text        not null,
    reason   text        not null,
    before   text        not null,
    after    text        not null
);
create index sale_audit_by_sale on sale_audit (sale_id, audit_id);

-- Whatever takes or frees a slot, in the order in which the scripts decided it; copied from the Redis stream of the sale.
create table admission_log (
    sale_id  text        not null,
    entry_id text        not null, -- the Redis stream's id: milliseconds-sequence
    fan_id   text        not null, -- empty for CAPACITY
    number   bigint      not null, -- 0 for CAPACITY
    kind     text        not null check (kind in ('READY', 'ADMITTED', 'ENDED', 'CAPACITY')),
    reason   text        not null,
    value    bigint      not null, -- READY: claim by, ms; ADMITTED: lease ends, ms; CAPACITY: the capacity
    at       timestamptz not null,
    primary key (sale_id, entry_id)
);

-- Up to where the log is copied; whoever has the row locked copies.
create table admission_log_cursor (
    sale_id  text primary key,
    entry_id text not null
);

create table inbox (
    consumer   text        not null,
    event_id   text        not null,
    applied_at timestamptz not null,
    primary key (consumer, event_id)
);
