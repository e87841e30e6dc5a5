-- People who sign in. Fans' tokens may also be issued elsewhere (a crowd for a test), so bookings do not refer to this table.
create table member (
    member_id     text        primary key,
    email         text        not null unique, -- lower case
    name          text        not null,
    password_hash text        not null,
    role          text        not null check (role in ('FAN', 'SELLER', 'GATE', 'MANAGER')),
    created_at    timestamptz not null
);

-- Refresh tokens, each good for one use. A family begins with a sign-in; a second use of any of its tokens ends all of it.
create table refresh_token (
    token_hash bytea       primary key, -- SHA-256; the token has 130 random bits
    member_id  text        not null references member,
    family     text        not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index refresh_token_family on refresh_token (family);
create index refresh_token_expiry on refresh_token (expires_at);
