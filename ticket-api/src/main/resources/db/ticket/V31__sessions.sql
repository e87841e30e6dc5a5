-- Sessions, as their owners see them. A session is a family of refresh tokens; it ends when its row is deleted.
create table session (
    session_id   text        primary key,
    member_id    text        not null references member,
    device       text        not null, -- from the User-Agent of the sign-in
    started_at   timestamptz not null,
    last_used_at timestamptz not null,
    expires_at   timestamptz not null
);
create index session_of_member on session (member_id, last_used_at desc);
create index session_expiry on session (expires_at);

alter table refresh_token add column issued_at timestamptz not null default now();
drop index refresh_token_family;
create index refresh_token_family on refresh_token (family, issued_at desc);

insert into session (session_id, member_id, device, started_at, last_used_at, expires_at)
select family, min(member_id), 'Unknown device', min(expires_at) - interval '14 days', max(expires_at) - interval '14 days', max(expires_at)
  from refresh_token group by family;

-- A code that one device of a member shows and another one reads. The newest only.
create table handover (
    member_id  text        primary key references member,
    code_hash  bytea       not null unique, -- SHA-256; the code has 130 random bits
    expires_at timestamptz not null
);
