-- A ticket is shown by one device or one paper at a time, and used once.
alter table ticket
    add column generation integer     not null default 0 check (generation between 0 and 65535), -- only the latest opens the gate
    add column bound_kind text        check (bound_kind in ('DEVICE', 'PAPER')), -- null: nothing can show it yet
    add column device_key text, -- base64url of a compressed point on P-256
    add column bound_at   timestamptz,
    add column rebinds    integer     not null default 0, -- since it was passed on, or a manager helped
    add column used_at    timestamptz, -- of the first scan that let somebody in
    add column used_gate  text,
    add column change     bigint      not null default 0, -- the transaction that wrote it last
    add check ((bound_kind is null) = (bound_at is null)),
    add check ((coalesce(bound_kind, '') = 'DEVICE') = (device_key is not null)),
    add check ((used_at is null) = (used_gate is null));

-- Gates ask for what has changed since their last copy. Numbers of transactions and not of a sequence: a transaction that is still under
-- way has a number above every snapshot's xmin, so nothing that commits late is missed.
create function mark_ticket_change() returns trigger language plpgsql as $$
begin
    new.change := pg_current_xact_id()::text::bigint;
    return new;
end $$;
create trigger ticket_change before insert or update on ticket for each row execute function mark_ticket_change();

create index ticket_by_performance on ticket (performance_id, ticket_id);
create index ticket_changes on ticket (performance_id, change);

-- A manager who helped a fan that had used up the re-binds.
create table rebind_grant (
    ticket_id  text        not null references ticket,
    manager_id text        not null,
    reason     text        not null,
    granted_at timestamptz not null
);
create index rebind_grant_by_ticket on rebind_grant (ticket_id);
