package io.onsale.audit;

import io.onsale.audit.AdmissionEntry.AdmissionKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the services' tables. Blocking, which is fine for a command-line tool. */
final class Database {
    private static final String STREAM_ID_SEPARATOR = "-";

    private final Connection connection;

    Database(Connection connection) {
        this.connection = connection;
    }

    /** Converts a row of a result. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** In the order in which the scripts wrote them: by the two numbers of the stream's entry id. */
    List<AdmissionEntry> admissions() throws SQLException {
        List<AdmissionEntry> log = new ArrayList<>(read(
                "select sale_id, entry_id, fan_id, number, kind, reason, value from queue.admission_log",
                Database::admission));
        log.sort(Comparator.comparingLong((AdmissionEntry entry) -> part(entry.entry(), 0))
                .thenComparingLong(entry -> part(entry.entry(), 1)));
        return log;
    }

    /** An entry about no fan has an empty one, and the number 0. */
    private static AdmissionEntry admission(ResultSet row) throws SQLException {
        AdmissionKind kind = AdmissionKind.valueOf(row.getString("kind"));
        boolean ofFan = kind != AdmissionKind.CAPACITY && kind != AdmissionKind.EPOCH;
        return new AdmissionEntry(
                row.getString("sale_id"),
                row.getString("entry_id"),
                ofFan ? row.getString("fan_id") : null,
                ofFan ? row.getLong("number") : null,
                kind,
                row.getString("reason"),
                row.getLong("value"));
    }

    private static long part(String entryId, int index) {
        return Long.parseLong(entryId.split(STREAM_ID_SEPARATOR, -1)[index]);
    }

    List<Buyer> buyers() throws SQLException {
        return read(
                "select sale_id, fan_id, booking_id from ticket.booking order by booking_id",
                row -> new Buyer(row.getString("sale_id"), row.getString("fan_id"), row.getString("booking_id")));
    }

    List<SeatClaim> reservations() throws SQLException {
        return claims(
                "reservation",
                "select performance_id, seat_id, reservation_id || ' (' || state || ')' claim from seat.reservation_seat"
                        + " where state in ('RESERVED', 'SOLD') order by reservation_id");
    }

    List<SeatClaim> soldSeats() throws SQLException {
        return claims(
                "reservation",
                "select performance_id, seat_id, reservation_id claim from seat.reservation_seat where state = 'SOLD'"
                        + " order by reservation_id");
    }

    List<SeatClaim> bookedSeats() throws SQLException {
        return claims(
                "booking",
                "select s.performance_id, s.seat_id, s.booking_id || ' (' || b.status || ')' claim"
                        + " from ticket.booking_seat s join ticket.booking b using (booking_id)"
                        + " where s.is_live and b.status in ('PENDING', 'CONFIRMED') order by s.booking_id");
    }

    List<SeatClaim> tickets() throws SQLException {
        return claims(
                "ticket",
                "select performance_id, seat_id, ticket_id claim from ticket.ticket where state = 'ISSUED'"
                        + " order by ticket_id");
    }

    List<TicketUse> ticketUses() throws SQLException {
        return read(
                "select t.ticket_id, t.used_at is not null used, t.state = 'VOIDED' and not exists (select 1 from ticket.booking b"
                        + " join ticket.refund r using (payment_id) where b.booking_id = t.booking_id and r.cause = 'EXTERNAL')"
                        + " given_back, count(s.scan_id) accepted, coalesce(string_agg(s.gate, ', ' order by s.scanned_at), '')"
                        + " gates from ticket.ticket t left join ticket.scan s on s.ticket_id = t.ticket_id"
                        + " and s.outcome = 'ACCEPTED' and s.undone_at is null group by t.ticket_id order by t.ticket_id",
                row -> new TicketUse(
                        row.getString("ticket_id"),
                        row.getBoolean("used"),
                        row.getBoolean("given_back"),
                        row.getLong("accepted"),
                        row.getString("gates")));
    }

    private List<SeatClaim> claims(String kind, String query) throws SQLException {
        return read(
                query,
                row -> new SeatClaim(
                        row.getString("performance_id"),
                        row.getString("seat_id"),
                        kind + " " + row.getString("claim")));
    }

    /** If the provider itself refunded part of a booking, it is unknown for which seats. Then at most the money that the shop still has is due. */
    List<BookingRow> bookings() throws SQLException {
        return read(
                "select booking_id, status, owed, currency, payment_id, case when exists (select 1 from ticket.refund r"
                        + " where r.payment_id = b.payment_id and r.cause = 'EXTERNAL') then least(due, owed) else due end due"
                        + " from (select b.booking_id, b.status, b.amount - coalesce(p.refunded, 0) owed, b.currency, b.payment_id,"
                        + " coalesce((select sum(s.amount) from ticket.booking_seat s"
                        + " where s.booking_id = b.booking_id and s.is_live), 0)"
                        + " + coalesce((select sum(c.fee) from ticket.cancellation c"
                        + " where c.booking_id = b.booking_id), 0) due"
                        + " from ticket.booking b left join ticket.payment p using (payment_id)) b",
                row -> new BookingRow(
                        row.getString("booking_id"),
                        row.getString("status"),
                        row.getLong("owed"),
                        row.getLong("due"),
                        row.getString("currency"),
                        List.of(row.getString("payment_id"))));
    }

    /** Not every service has an outbox. */
    boolean hasTable(String name) throws SQLException {
        return read("select to_regclass('" + name + "') is not null", row -> row.getBoolean(1))
                .getFirst();
    }

    OutboxState outbox(String table) throws SQLException {
        return read(
                        "select count(*) waiting, min(event_id) filter (where id = oldest) first from (select *,"
                                + " min(id) over () oldest from " + table + " where sent_at is null) unsent",
                        row -> new OutboxState(table, row.getLong("waiting"), row.getString("first")))
                .getFirst();
    }

    /** A performance as seat-api knows it. */
    record PerformanceRow(String id, String sale, String plan, int seats, Instant startsAt) {}

    List<PerformanceRow> performances() throws SQLException {
        return read(
                "select performance_id, sale_id, plan_id, seat_count, starts_at from seat.performance join seat.plan using"
                        + " (plan_id)",
                row -> new PerformanceRow(
                        row.getString("performance_id"),
                        row.getString("sale_id"),
                        row.getString("plan_id"),
                        row.getInt("seat_count"),
                        row.getTimestamp("starts_at").toInstant()));
    }

    /** The public JSON of each plan, compressed. */
    Map<String, byte[]> plans() throws SQLException {
        Map<String, byte[]> plans = new HashMap<>();
        read("select plan_id, document from seat.plan", row -> plans.put(row.getString(1), row.getBytes(2)));
        return plans;
    }

    /** The state of each seat in a live reservation, by performance and seat. */
    Map<String, Map<String, String>> reservedSeats() throws SQLException {
        Map<String, Map<String, String>> reserved = new HashMap<>();
        if (hasTable("seat.seat_block")) { // seats that their seller keeps back, unless they are taken
            read(
                    "select performance_id, seat_id from seat.seat_block",
                    row -> reserved.computeIfAbsent(row.getString(1), performance -> new HashMap<>())
                            .put(row.getString(2), "BLOCKED"));
        }
        read(
                "select performance_id, seat_id, state from seat.reservation_seat where state in ('RESERVED', 'SOLD')",
                row -> reserved.computeIfAbsent(row.getString(1), performance -> new HashMap<>())
                        .put(row.getString(2), row.getString(3)));
        return reserved;
    }

    private <T> List<T> read(String query, Reading<T> reading) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reading.of(rows));
            }
            return all;
        }
    }
}
