-- How many seats one fan has of a sale, over all its performances, not counting one booking: the
-- one that is repeated, because Redis had lost it. The lock makes concurrent reservations of one fan wait for each other, and
-- each statement of a volatile function sees what was committed before it began: so a caller that waited counts the other's seats.
create function seats_of_fan(sale text, fan text, but_booking text) returns bigint language plpgsql volatile as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(sale || ' ' || fan, 25));
    return (select count(*) from seat.reservation r join seat.reservation_seat s using (reservation_id)
             where r.sale_id = sale and r.fan_id = fan and r.booking_id <> but_booking
               and r.state <> 'RELEASED' and s.state <> 'RELEASED');
end $$;
create index reservation_of_fan on reservation (sale_id, fan_id) where state <> 'RELEASED';
create index performance_of_sale on performance (sale_id);
