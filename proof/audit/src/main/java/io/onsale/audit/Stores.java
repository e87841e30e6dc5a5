package io.onsale.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Postgres, Redis and the provider's ledger. */
final class Stores implements AutoCloseable {
    private static final List<String> OUTBOXES = List.of("queue.outbox", "seat.outbox", "ticket.outbox");

    private final Connection postgres;
    private final SeatServers redis;
    private final ProviderLedger ledger;

    private Stores(Connection postgres, SeatServers redis, ProviderLedger ledger) {
        this.postgres = postgres;
        this.redis = redis;
        this.ledger = ledger;
    }

    static Stores open(Deployment deployment) throws SQLException {
        Connection postgres =
                DriverManager.getConnection(deployment.jdbcUrl(), deployment.user(), deployment.password());
        postgres.setReadOnly(true);
        postgres.setAutoCommit(false);
        postgres.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ); // a snapshot of all tables
        return new Stores(
                postgres,
                SeatServers.at(deployment.redis()),
                new ProviderLedger(deployment.provider(), deployment.providerSecret()));
    }

    /** Reads all data. */
    Books read() throws SQLException, IOException, InterruptedException {
        Database database = new Database(postgres);
        try {
            List<SeatCount> counts = new ArrayList<>();
            List<SeatView> seats = new ArrayList<>();
            readSeats(database, counts, seats);
            return new Books(
                    database.admissions(),
                    database.buyers(),
                    database.reservations(),
                    database.bookedSeats(),
                    database.soldSeats(),
                    database.tickets(),
                    database.ticketUses(),
                    counts,
                    seats,
                    ledger.payments(),
                    database.bookings(),
                    outboxes(database));
        } finally {
            postgres.rollback();
        }
    }

    private List<OutboxState> outboxes(Database database) throws SQLException {
        List<OutboxState> states = new ArrayList<>();
        for (String table : OUTBOXES) {
            if (database.hasTable(table)) {
                states.add(database.outbox(table));
            }
        }
        return states;
    }

    /** Only of future performances: Redis may have dropped the seats of past ones. */
    private void readSeats(Database database, List<SeatCount> counts, List<SeatView> seats)
            throws SQLException, IOException {
        Map<String, StoredPlan> plans = new HashMap<>();
        for (Map.Entry<String, byte[]> plan : database.plans().entrySet()) {
            plans.put(plan.getKey(), StoredPlan.read(plan.getValue()));
        }
        Map<String, Map<String, String>> reserved = database.reservedSeats();
        for (Database.PerformanceRow performance : database.performances()) {
            StoredPlan hall = plans.get(performance.plan());
            if (hall != null && performance.startsAt().isAfter(Instant.now())) {
                Optional<SeatsInRedis> inRedis = SeatsInRedis.find(
                        redis.of(performance.sale()), performance.sale(), performance.id(), performance.seats());
                counts.add(count(performance, inRedis));
                inRedis.ifPresent(live ->
                        view(performance.id(), hall, live, reserved.getOrDefault(performance.id(), Map.of()), seats));
            }
        }
    }

    /** HELD seats are counted by their owners, so that a held seat without an owner is noticed. */
    private static SeatCount count(Database.PerformanceRow performance, Optional<SeatsInRedis> inRedis) {
        if (inRedis.isEmpty()) {
            return new SeatCount(performance.id(), performance.seats(), 0, 0, 0, 0);
        }
        PackedSeats states = inRedis.get().states();
        return new SeatCount(
                performance.id(),
                performance.seats(),
                states.count(SeatMark.AVAILABLE),
                inRedis.get().owned(),
                states.count(SeatMark.SOLD),
                states.count(SeatMark.BLOCKED));
    }

    private static void view(
            String performance,
            StoredPlan hall,
            SeatsInRedis inRedis,
            Map<String, String> reserved,
            List<SeatView> seats) {
        for (int index = 0; index < inRedis.states().seats(); index++) {
            String seat = hall.seatIds().get(index);
            String state = reserved.getOrDefault(seat, "");
            SeatMark durable = switch (state) {
                case "SOLD" -> SeatMark.SOLD;
                case "RESERVED" -> SeatMark.HELD;
                case "BLOCKED" -> SeatMark.BLOCKED;
                default -> hall.blocked().get(index) ? SeatMark.BLOCKED : SeatMark.AVAILABLE;
            };
            seats.add(new SeatView(
                    performance,
                    seat,
                    inRedis.states().at(index),
                    durable,
                    inRedis.holds().get(index)));
        }
    }

    @Override
    public void close() throws SQLException {
        redis.close();
        ledger.close();
        postgres.close();
    }
}
