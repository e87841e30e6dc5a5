-- A hold is booked once: every request of its fan for it shares one intent, whatever its Idempotency-Key, unless it led nowhere.
alter table booking_intent add column is_of_hold boolean not null default true; -- false: an older double
update booking_intent i set is_of_hold = false
 where exists (select 1 from booking_intent other
                where other.hold_id = i.hold_id and other.fan_id = i.fan_id and other.booking_id <> i.booking_id
                  and (other.state = 'PLACED', other.opened_at, other.booking_id) > (i.state = 'PLACED', i.opened_at, i.booking_id));
create unique index booking_intent_of_hold on booking_intent (hold_id, fan_id) where is_of_hold and state in ('OPEN', 'PLACED');
-- for tidying
create index booking_intent_settled on booking_intent (opened_at) where state in ('PLACED', 'UNDONE');

-- Who works on a keyed request: only that claim may be released.
alter table idempotency_key add column claim text not null default '';
