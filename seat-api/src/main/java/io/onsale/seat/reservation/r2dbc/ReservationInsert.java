package io.onsale.seat.reservation.r2dbc;

/** The statement that has the last word on a new reservation. */
final class ReservationInsert {
    /**
     * Inserts nothing if the epoch is over, or if the fan would have too many seats of the sale. A rebuild waits for this statement, or this
     * for it, on the performance's row. The epoch is compared after the lock: a row that does not match before is not waited for, and Redis has a new epoch shortly before Postgres shows it.
     */
    static final String INSERT = """
            with present as materialized (
                select epoch, max_seats_per_fan from performance where performance_id = $2 for share
            ), open as materialized (
                select max_seats_per_fan from present where epoch = $11
            ), allowed as materialized (
                select 1 from open where seats_of_fan($3, $6, $4) + cardinality($12::text[]) <= max_seats_per_fan
            ), made as (
                insert into reservation (reservation_id, performance_id, sale_id, booking_id, hold_id, fan_id, fence, state,
                                         pay_until, currency, created_at, updated_at, place_since)
                select $1, $2, $3, $4, $5, $6, $7, 'RESERVED', $8, $9, $10, $10, $17 from allowed
                on conflict (reservation_id) do nothing
                returning reservation_id
            )
            insert into reservation_seat
                (reservation_id, performance_id, seat_id, seat_index, label, grade, amount, state)
            select made.reservation_id, $2, seat.*, 'RESERVED'
              from made, unnest($12::text[], $13::integer[], $14::text[], $15::text[], $16::bigint[]) as seat""";

    /** Tells why nothing was inserted: no row if the epoch is over, else what the fan has of the sale. */
    static final String SEATS_IN_EPOCH =
            "select seats_of_fan($3, $4, $5) as has from performance where performance_id = $1 and epoch = $2";

    private ReservationInsert() {}
}
