-- Passes that are not good any more although their time is not over. Each node reads what is new.
create table pass_revocation (
    sale_id          text        not null,
    fan_id           text        not null,           -- empty: everybody's
    places_before_ms bigint      not null,           -- of places from before this, ms of the line's clock
    kept_until       timestamptz not null,           -- when no such pass can be in time any more
    recorded_at      timestamptz not null default clock_timestamp(),
    primary key (sale_id, fan_id)
);
create index pass_revocation_recorded_at on pass_revocation (recorded_at);
create index pass_revocation_kept_until on pass_revocation (kept_until);
