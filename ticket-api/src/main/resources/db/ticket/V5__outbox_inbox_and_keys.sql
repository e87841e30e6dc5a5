-- Events that have happened, on their way to Kafka.
create table outbox (
    id         bigint      generated always as identity primary key,
    event_id   text        not null unique,
    topic      text        not null,
    key        text        not null, -- rows with one key are sent in the order of id
    envelope   text        not null,
    created_at timestamptz not null,
    sent_at    timestamptz
);
create index outbox_unsent on outbox (id) where sent_at is null;
create index outbox_unsent_by_key on outbox (key, id) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

create table inbox (
    consumer   text        not null,
    event_id   text        not null,
    applied_at timestamptz not null,
    primary key (consumer, event_id)
);

-- Webhooks of the payment provider: answered at once, worked on later.
create table webhook (
    webhook_id  text        primary key, -- the same on every retry of the provider
    body        text        not null,
    received_at timestamptz not null,
    state       text        not null check (state in ('RECEIVED', 'PROCESSED', 'IGNORED', 'DEAD')),
    tries       integer     not null default 0,
    try_after   timestamptz not null,
    settled_at  timestamptz
);
create index webhook_to_do on webhook (try_after) where state = 'RECEIVED';
create index webhook_settled on webhook (settled_at) where settled_at is not null;

-- Idempotency-Key: which request a key belongs to, what it is about, and its answer.
create table idempotency_key (
    owner        text        not null, -- member, or a mark of the caller where nobody is signed in
    route        text        not null,
    key          text        not null,
    request_hash bytea       not null,
    subject      text        not null, -- id of what the request makes, fixed before the work begins
    lease_until  timestamptz not null, -- in flight until then; afterwards a repeat goes on with the work
    status       integer, -- of the answer; null while there is none
    body         bytea,
    expires_at   timestamptz not null,
    primary key (owner, route, key)
);
create index idempotency_key_expiry on idempotency_key (expires_at);
