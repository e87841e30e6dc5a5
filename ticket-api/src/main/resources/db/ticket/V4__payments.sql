-- What is to be paid for a booking, and what the provider says about it.
create table payment (
    payment_id      text        primary key,
    booking_id      text        not null unique references booking,
    amount          bigint      not null check (amount > 0),
    currency        text        not null,
    state           text        not null check (state in ('READY', 'PAID')), -- PAID: captured, whatever was given back since
    provider_status text, -- verbatim, as last seen
    paid_at         timestamptz,
    refunded        bigint      not null default 0 check (refunded >= 0), -- sum of refunds asked for
    check (refunded <= amount)
);

-- One press of the pay button; its id is the provider's idempotency key.
create table payment_attempt (
    attempt_id text        primary key,
    payment_id text        not null references payment,
    state      text        not null check (state in ('SENT', 'UNKNOWN', 'PAID', 'DECLINED')),
    reason     text, -- of a decline
    started_at timestamptz not null,
    give_up_at timestamptz not null, -- a payment that is not paid by then was not charged by this attempt
    ask_after  timestamptz not null, -- nobody else asks the provider before
    settled_at timestamptz
);
create unique index payment_attempt_open on payment_attempt (payment_id) where state in ('SENT', 'UNKNOWN');
create unique index payment_attempt_paid on payment_attempt (payment_id) where state = 'PAID';
create index payment_attempt_to_ask on payment_attempt (ask_after) where state in ('SENT', 'UNKNOWN');
create index payment_attempt_by_payment on payment_attempt (payment_id, started_at desc);

-- Money on its way back. Its id is the provider's idempotency key; those of one payment are worked on one after another.
create table refund (
    refund_id       text        primary key,
    payment_id      text        not null references payment,
    number          integer     not null, -- within the payment, from 1
    amount          bigint      not null check (amount > 0),
    currency        text        not null,
    refunded_before bigint      not null check (refunded_before >= 0),
    paid            bigint      not null, -- the whole capture
    check (refunded_before + amount <= paid),
    cause           text        not null check (cause in ('CANCELLATION', 'PAID_TOO_LATE', 'WRONG_AMOUNT')),
    reason          text        not null,
    state           text        not null check (state in ('REQUESTED', 'SUCCEEDED')),
    requested_at    timestamptz not null,
    tries           integer     not null default 0,
    try_after       timestamptz not null,
    settled_at      timestamptz,
    unique (payment_id, number)
);
create index refund_to_send on refund (try_after) where state = 'REQUESTED';

-- Tickets that a fan gave back; the refund, if there is any, has the same id.
create table cancellation (
    cancellation_id text        primary key,
    booking_id      text        not null references booking,
    ticket_ids      text[]      not null,
    amount          bigint      not null check (amount >= 0), -- to be refunded
    fee             bigint      not null check (fee >= 0),
    currency        text        not null,
    reason          text        not null,
    cancelled_at    timestamptz not null
);
create index cancellation_by_booking on cancellation (booking_id);
