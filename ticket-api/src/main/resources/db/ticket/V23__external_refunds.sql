-- Money that went back at the provider without our doing: at its console, or because a bank took it back.
alter table refund
    add column cancellation_id text, -- the provider's; of ours null until it has answered
    add column done_by         text; -- of an external one: CONSOLE, CHARGEBACK, … in the provider's word
create unique index refund_cancellation on refund (payment_id, cancellation_id) where cancellation_id is not null;
alter table refund drop constraint refund_cause_check;
alter table refund add constraint refund_cause_check
    check (cause in ('CANCELLATION', 'PAID_TOO_LATE', 'WRONG_AMOUNT', 'EXTERNAL'));
alter table refund drop constraint refund_state_check;
alter table refund add constraint refund_state_check
    check (state in ('REQUESTED', 'SUCCEEDED', 'SUPERSEDED')); -- SUPERSEDED: the money went back another way
