-- The provider is asked about these payments without a webhook: money may come late, and money may go back at the provider.
alter table payment
    add column look_after timestamptz, -- when the provider is asked next; null: nothing is to be expected any more
    add column look_until timestamptz, -- the first answer after this is the last one
    add column looks      integer not null default 0; -- answers so far; the pauses grow with them
create index payment_to_look_at on payment (look_after) where look_after is not null;

-- as if it had always been so; spread over an hour, for they all come at once
update payment p
   set look_after = now() + random() * interval '1 hour',
       look_until = case p.state when 'PAID' then p.paid_at + interval '180 days' else b.settled_at + interval '7 days' end
  from booking b
 where b.booking_id = p.booking_id and (p.state = 'PAID' or b.status = 'EXPIRED')
   and case p.state when 'PAID' then p.paid_at + interval '180 days' else b.settled_at + interval '7 days' end > now();

-- a webhook about one of our payments that could not be worked on is handed over to the asking above
alter table webhook drop constraint webhook_state_check;
alter table webhook add constraint webhook_state_check
    check (state in ('RECEIVED', 'PROCESSED', 'IGNORED', 'HANDED_OVER', 'DEAD'));
