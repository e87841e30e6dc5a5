package io.onsale.ticket.refund.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.refund.CancelledShows;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcCancelledShows implements CancelledShows {
    // from the first tries on a pause, so that one that fails or is being paid does not hold up the others
    private static final String LEASE = """
            update booking set show_tries = show_tries + 1, show_try_after = statement_timestamp()
                   + least(interval '2 seconds' * power(2, least(show_tries, 10)), interval '5 minutes')
              from (select b.booking_id, p.reason
                      from performance p join booking b on b.performance_id = p.performance_id
                     where p.cancelled_at is not null and b.status in ('PENDING', 'CONFIRMED')
                       and coalesce(b.show_try_after, '-infinity') <= statement_timestamp()
                     order by b.show_try_after nulls first limit :limit for update of b skip locked) as due
             where booking.booking_id = due.booking_id
            returning booking.booking_id, coalesce(due.reason, '') as reason
            """;
    private static final String PROGRESS = """
            select count(*) filter (where b.status = 'CONFIRMED' or cardinality(c.ticket_ids) > 0) as bookings,
                   count(*) filter (where cardinality(c.ticket_ids) > 0 and r.state is distinct from 'REQUESTED') as refunded,
                   count(*) filter (where r.state = 'REQUESTED' and r.tries >= 5
                                       or c.booking_id is null and b.status = 'CONFIRMED' and b.show_tries >= 5) as failed,
                   count(*) filter (where cardinality(c.ticket_ids) = 0) as given_up,
                   count(*) filter (where b.status in ('PENDING', 'CONFIRMED')) as open
              from booking b
                   left join cancellation c on c.booking_id = b.booking_id and c.origin = 'SHOW'
                   left join refund r on r.refund_id = c.cancellation_id
             where b.performance_id = any(:performances)
            """;

    private final DatabaseClient database;

    R2dbcCancelledShows(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Due> leaseBookings(int limit) {
        return database.sql(LEASE)
                .bind("limit", limit)
                .map(row -> new Due(new BookingId(text(row, "booking_id")), text(row, "reason")))
                .all();
    }

    @Override
    public Mono<Progress> progress(List<PerformanceId> performances) {
        return database.sql(PROGRESS)
                .bind(
                        "performances",
                        performances.stream().map(PerformanceId::value).toArray(String[]::new))
                .map(R2dbcCancelledShows::read)
                .one();
    }

    private static Progress read(Readable row) {
        return new Progress(
                number(row, "bookings"),
                number(row, "refunded"),
                number(row, "failed"),
                number(row, "given_up"),
                number(row, "open"));
    }
}
