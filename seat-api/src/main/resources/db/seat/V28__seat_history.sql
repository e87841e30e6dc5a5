-- What happened to each seat. Of one seat the rows are in order by version and step, see SeatsChanged; by time they are replayed.
create table seat_history (
    performance_id text        not null, -- without a reference: an event may come before its performance
    seat_index     integer     not null,
    version        bigint      not null,
    step           smallint    not null,
    state          text        not null, -- from then on
    cause          text        not null,
    hold_id        text,
    fan_id         text,
    booking_id     text,
    who            text,
    reason         text,
    at             timestamptz not null,
    primary key (performance_id, seat_index, version, step)
);
create index seat_history_by_time on seat_history (performance_id, at, version, step, seat_index);
create index seat_history_by_age on seat_history using brin (at); -- old rows are removed; new ones come in about this order

-- How far the changes in Redis of each performance were read, and by which node.
create table history_cursor (
    performance_id text        primary key,
    version        bigint      not null,
    node           text        not null,
    leased_until   timestamptz not null
);

-- What Postgres decided about seats and Kafka does not know yet. Rows are deleted once they are sent.
create table seat_move_outbox (
    id             bigint      generated always as identity primary key,
    performance_id text        not null,
    version        bigint      not null,
    step           smallint    not null,
    state          text        not null,
    cause          text        not null,
    seats          integer[]   not null,
    hold_id        text,
    fan_id         text,
    booking_id     text,
    who            text,
    reason         text,
    at             timestamptz not null default clock_timestamp()
);

-- Triggers, so that no statement that changes a reservation can forget it.
create function note_reserved_seats() returns trigger language plpgsql as $$
begin
    insert into seat.seat_move_outbox
           (performance_id, version, step, state, cause, seats, hold_id, fan_id, booking_id)
    select r.performance_id, r.fence, 1, 'RESERVED', 'RESERVATION', array_agg(s.seat_index order by s.seat_index),
           r.hold_id, r.fan_id, r.booking_id
      from made s join seat.reservation r using (reservation_id)
     group by r.reservation_id;
    return null;
end $$;
create trigger note_reserved_seats after insert on reservation_seat
    referencing new table as made for each statement execute function note_reserved_seats();

create function note_settled_seats() returns trigger language plpgsql as $$
begin
    insert into seat.seat_move_outbox
           (performance_id, version, step, state, cause, seats, hold_id, fan_id, booking_id)
    select r.performance_id, r.fence,
           case s.state when 'SOLD' then 2 else 3 end,
           case s.state when 'SOLD' then 'SOLD' else 'AVAILABLE' end,
           case s.state when 'SOLD' then 'SALE' else 'RETURN' end,
           array_agg(s.seat_index order by s.seat_index), r.hold_id, r.fan_id, r.booking_id
      from settled s
      join before b on b.reservation_id = s.reservation_id and b.seat_id = s.seat_id and b.state <> s.state
      join seat.reservation r on r.reservation_id = s.reservation_id
     where s.state in ('SOLD', 'RELEASED')
     group by r.reservation_id, s.state;
    return null;
end $$;
create trigger note_settled_seats after update on reservation_seat
    referencing old table as before new table as settled for each statement execute function note_settled_seats();
