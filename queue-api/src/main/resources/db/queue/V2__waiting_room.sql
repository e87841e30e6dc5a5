-- What an operator may change, and the sale's clock: deadlines count on it, and it stands still while the sale is paused.
alter table sale
    add column refresh           text    not null default 'KEEP' check (refresh in ('KEEP', 'TO_BACK')),
    add column presence_grace_ms bigint  not null default 60000 check (presence_grace_ms >= 0),
    add column challenge_bits    integer not null default 0 check (challenge_bits between 0 and 24),
    add column paused_at         timestamptz, -- of the pause under way
    add column frozen_ms         bigint  not null default 0; -- the pauses before it, together

-- The log keeps all that becomes of places, so that a receipt of one that has ended is not taken after a loss.
alter table admission_log
    drop constraint admission_log_kind_check,
    add constraint admission_log_kind_check
        check (kind in ('READY', 'ADMITTED', 'ENDED', 'LEFT', 'RESTORED', 'CAPACITY', 'EPOCH')),
    add column registration bigint not null default 0; -- the number given at joining
update admission_log set registration = number;
create index admission_log_by_fan on admission_log (sale_id, fan_id);

-- Who holds a pass; written before the pass is handed out, taken out when the log says that the stay has ended.
create table insider (
    sale_id      text   not null,
    fan_id       text   not null,
    number       bigint not null,
    registration bigint not null,
    epoch        bigint not null,
    joined_ms    bigint not null,
    since_ms     bigint not null,
    lease_end    bigint not null, -- ms of the sale's clock
    pass_id      text   not null,
    turn         bigint not null,
    primary key (sale_id, fan_id)
);
