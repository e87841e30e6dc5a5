-- Up to where the log and the operators' commands are told to others.
create table audit_cursor (
    sale_id   text primary key,
    entry_ms  bigint not null default 0, -- of the last entry of admission_log that was told
    entry_seq bigint not null default 0,
    change_id bigint not null default 0  -- of the last row of sale_audit that was told
);
-- the order of a stream's ids, which is not that of their text
create index admission_log_in_order on admission_log
    (sale_id, (split_part(entry_id, '-', 1)::bigint), (split_part(entry_id, '-', 2)::bigint));

-- All performances of a sale: it is sold out when each of them is.
create table sale_performance (
    performance_id text primary key,
    sale_id        text not null
);
create index sale_performance_by_sale on sale_performance (sale_id);

-- The latest that seat-api told of a performance's seats.
create table seats_counted (
    performance_id text    not null,
    grade          text    not null,
    version        bigint  not null, -- only grows
    available      integer not null,
    held           integer not null, -- chosen or reserved, not paid
    primary key (performance_id, grade)
);
