-- What an account knows beside its sign-in.
alter table member
    add column employer         text, -- the seller that a GATE account works for; null for one from the configuration, and for all other roles
    add column language         text        not null default 'ko' check (language in ('ko', 'en')), -- of pages and mails
    add column ended_at         timestamptz, -- a staff account that no longer exists for its owner; the row stays for what refers to it
    add column suspended_at     timestamptz, -- by a manager; can be lifted
    add column suspended_reason text,
    add constraint member_employer check (employer is null or role = 'GATE'),
    add constraint member_suspension check ((suspended_at is null) = (suspended_reason is null));
create index member_of_employer on member (employer) where employer is not null;
