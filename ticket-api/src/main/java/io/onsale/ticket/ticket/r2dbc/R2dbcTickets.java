package io.onsale.ticket.ticket.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.BookedSeat;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.onsale.ticket.catalogue.Shows.Show;
import io.onsale.ticket.catalogue.VenueSummary;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcTickets implements Tickets {
    private static final String ISSUE = """
            insert into ticket (ticket_id, booking_id, fan_id, event_id, performance_id, seat_id, label, grade, amount,
                                currency, state, issued_at)
            select s.ticket_id, :booking, :fan, :event, :performance, s.seat_id, s.label, s.grade, s.amount,
                   :currency, 'ISSUED', statement_timestamp()
            from unnest(:tickets, :seats, :labels, :grades, :amounts) as s (ticket_id, seat_id, label, grade, amount)
            """;
    private static final String COLUMNS = """
            t.ticket_id, t.booking_id, t.fan_id, t.event_id, t.performance_id, t.seat_id, t.label, t.grade, t.amount,
            t.currency, t.issued_at, t.used_at, t.used_gate,
            case when t.state = 'ISSUED' and t.used_at is not null then 'USED' else t.state end as state
            """;
    private static final String LOCK_OF_BOOKING =
            "select " + COLUMNS + " from ticket t where t.booking_id = :booking order by t.ticket_id for update";
    private static final String VOID =
            "update ticket set state = 'VOIDED', voided_at = statement_timestamp() where ticket_id = any(:ids) and state = 'ISSUED'";
    private static final String OF_FAN = "select " + COLUMNS + """
                    , e.title, p.starts_at, p.status as show_status, p.reason as show_reason, p.previous_starts_at,
                      v.venue_id, v.name as venue_name, v.location, v.time_zone
                    from ticket t
                    join event e on e.event_id = t.event_id join performance p on p.performance_id = t.performance_id
                    join venue v on v.venue_id = e.venue_id
                    where t.fan_id = :fan
                      and (:state = '' or :state = case when t.state = 'ISSUED' and t.used_at is not null then 'USED' else t.state end)
                      and (:after = '' or (t.issued_at, t.ticket_id) < (select issued_at, ticket_id from ticket where ticket_id = :after))
                    order by t.issued_at desc, t.ticket_id desc limit :limit
                    """;
    private static final String HELD = "select " + COLUMNS + """
                    , e.title, p.starts_at, p.status as show_status, p.reason as show_reason, p.previous_starts_at,
                    v.venue_id, v.name as venue_name, v.location, v.time_zone,
                    t.generation, t.bound_kind, t.bound_at, t.rebinds, o.transfer_id, o.email, o.expires_at
                    from ticket t
                    join event e on e.event_id = t.event_id join performance p on p.performance_id = t.performance_id
                    join venue v on v.venue_id = e.venue_id
                    left join transfer o on o.ticket_id = t.ticket_id and o.state = 'OFFERED' and o.sender_id = t.fan_id
                          and o.expires_at > statement_timestamp() and t.state = 'ISSUED' and t.used_at is null
                    where t.ticket_id = :id and t.fan_id = :fan
                    """;

    private final DatabaseClient database;

    R2dbcTickets(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> issue(Booking booking) {
        List<BookedSeat> seats = booking.seats();
        return database.sql(ISSUE)
                .bind("booking", booking.id().value())
                .bind("fan", booking.fan().value())
                .bind("event", booking.event().value())
                .bind("performance", booking.performance().value())
                .bind("currency", booking.total().currency())
                .bind(
                        "tickets",
                        seats.stream().map(seat -> TicketId.next().value()).toArray(String[]::new))
                .bind("seats", seats.stream().map(seat -> seat.id().value()).toArray(String[]::new))
                .bind("labels", seats.stream().map(BookedSeat::label).toArray(String[]::new))
                .bind("grades", seats.stream().map(BookedSeat::grade).toArray(String[]::new))
                .bind(
                        "amounts",
                        seats.stream().map(seat -> seat.price().amount()).toArray(Long[]::new))
                .then();
    }

    @Override
    public Flux<Ticket> lockOfBooking(BookingId booking) {
        return database.sql(LOCK_OF_BOOKING)
                .bind("booking", booking.value())
                .map(R2dbcTickets::ticket)
                .all();
    }

    @Override
    public Mono<Void> markVoided(List<TicketId> ticketIds) {
        return database.sql(VOID)
                .bind("ids", ticketIds.stream().map(TicketId::value).toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == ticketIds.size())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not all stand: " + ticketIds)))
                .then();
    }

    @Override
    public Mono<TicketId> findOfFan(FanId fan, TicketId id) {
        return database.sql("select ticket_id from ticket where ticket_id = :id and fan_id = :fan")
                .bind("id", id.value())
                .bind("fan", fan.value())
                .map(row -> new TicketId(text(row, "ticket_id")))
                .one();
    }

    @Override
    public Flux<Admission> ofFan(FanId fan, Ticket.@Nullable State state, @Nullable TicketId after, int limit) {
        return database.sql(OF_FAN)
                .bind("fan", fan.value())
                .bind("state", state == null ? "" : state.name())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(R2dbcTickets::admission)
                .all();
    }

    @Override
    public Mono<Held> findHeld(FanId fan, TicketId id) {
        return database.sql(HELD)
                .bind("id", id.value())
                .bind("fan", fan.value())
                .map(row -> new Held(admission(row), shown(row), integer(row, "rebinds"), offered(row)))
                .one();
    }

    private static Admission admission(Readable row) {
        return new Admission(ticket(row), show(row));
    }

    private static @Nullable Shown shown(Readable row) {
        String kind = findText(row, "bound_kind");
        return kind == null
                ? null
                : new Shown(Shown.Kind.valueOf(kind), integer(row, "generation"), time(row, "bound_at"));
    }

    private static @Nullable Offered offered(Readable row) {
        String transfer = findText(row, "transfer_id");
        return transfer == null ? null : new Offered(transfer, text(row, "email"), time(row, "expires_at"));
    }

    private static Show show(Readable row) {
        return new Show(
                text(row, "title"),
                new VenueSummary(
                        text(row, "venue_id"), text(row, "venue_name"), text(row, "location"), text(row, "time_zone")),
                new ScheduledShow(
                        text(row, "performance_id"),
                        time(row, "starts_at"),
                        PerformanceStatus.valueOf(text(row, "show_status")),
                        findText(row, "show_reason"),
                        findTime(row, "previous_starts_at")));
    }

    private static Ticket ticket(Readable row) {
        return new Ticket(
                new TicketId(text(row, "ticket_id")),
                new BookingId(text(row, "booking_id")),
                new FanId(text(row, "fan_id")),
                new EventId(text(row, "event_id")),
                new PerformanceId(text(row, "performance_id")),
                new SeatId(text(row, "seat_id")),
                text(row, "label"),
                text(row, "grade"),
                new Money(number(row, "amount"), text(row, "currency")),
                Ticket.State.valueOf(text(row, "state")),
                time(row, "issued_at"),
                findTime(row, "used_at"),
                findText(row, "used_gate"));
    }
}
