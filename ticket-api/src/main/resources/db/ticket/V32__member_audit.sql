-- Who did what to whose account. Rows are only added.
create table member_audit (
    audit_id  bigint      generated always as identity primary key,
    member_id text        not null references member,
    action    text        not null check (action in ('ADDED', 'ENDED', 'SUSPENDED', 'RESTORED')),
    reason    text,
    made_by   text        not null, -- the seller's or manager's id
    made_at   timestamptz not null
);
create index member_audit_of on member_audit (member_id, audit_id);
create unique index member_audit_added on member_audit (member_id) where action = 'ADDED';

-- for managers' look-ups by a beginning of the address or the name, for lists of staff, and for the accounts that are refused at once
create index member_by_email on member (email collate "C");
create index member_by_name on member (lower(name) collate "C");
create index member_staff on member (created_at desc, member_id desc) where role <> 'FAN';
create index member_locked on member (greatest(ended_at, suspended_at)) where ended_at is not null or suspended_at is not null;
