-- A ticket offered to somebody by their address; it changes hands when they accept.
create table transfer (
    transfer_id  text        primary key,
    ticket_id    text        not null references ticket,
    sender_id    text        not null,
    email        text        not null, -- of the recipient, in the normal form of member.email
    state        text        not null check (state in ('OFFERED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
    recipient_id text, -- who accepted or declined
    offered_at   timestamptz not null,
    expires_at   timestamptz not null,
    settled_at   timestamptz
);
create unique index transfer_open on transfer (ticket_id) where state = 'OFFERED';
create index transfer_by_sender on transfer (sender_id, offered_at desc);
create index transfer_by_email on transfer (email, offered_at desc);
create index transfer_by_ticket on transfer (ticket_id);
