package io.onsale.gatling.audit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.onsale.gatling.seats.SeatStates;
import io.onsale.gatling.seats.SeatStates.State;
import io.onsale.gatling.shop.RunningShop;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Postgres, Redis and the provider's ledger: where the truth is after a run. */
final class Stores implements AutoCloseable {
    private static final List<String> OUTBOXES = List.of("queue.outbox", "seat.outbox", "ticket.outbox");

    private final Connection postgres;
    private final RedisClient redisClient;
    private final StatefulRedisConnection<String, byte[]> redis;
    private final Ledger ledger;

    private Stores(Connection postgres, RedisClient redisClient, Ledger ledger) {
        this.postgres = postgres;
        this.redisClient = redisClient;
        this.redis = redisClient.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
        this.ledger = ledger;
    }

    static Stores open(RunningShop shop) throws SQLException {
        return open(shop.database(), shop.redis(), shop.simulator(), shop.simulatorSecret());
    }

    static Stores open(RunningShop.Database database, String redisUrl, URI provider, String providerSecret)
            throws SQLException {
        Connection postgres = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        postgres.setReadOnly(true);
        postgres.setAutoCommit(false);
        postgres.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ); // all tables at one moment
        return new Stores(postgres, RedisClient.create(redisUrl), new Ledger(provider, providerSecret));
    }

    /** Everything, as it is now. */
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

    /** Of performances that are yet to come: seats of others may be forgotten. */
    private void readSeats(Database database, List<SeatCount> counts, List<SeatView> seats)
            throws SQLException, IOException {
        RedisCommands<String, byte[]> commands = redis.sync();
        Map<String, Hall> halls = new HashMap<>();
        for (Map.Entry<String, byte[]> plan : database.plans().entrySet()) {
            halls.put(plan.getKey(), Hall.read(plan.getValue()));
        }
        Map<String, Map<String, String>> reserved = database.reservedSeats();
        for (Database.Performance performance : database.performances()) {
            Hall hall = halls.get(performance.plan());
            if (hall != null && performance.startsAt().isAfter(Instant.now())) {
                Optional<SeatsInRedis> inRedis = SeatsInRedis.find(commands, performance.id(), performance.seats());
                counts.add(count(performance, inRedis));
                inRedis.ifPresent(live ->
                        view(performance.id(), hall, live, reserved.getOrDefault(performance.id(), Map.of()), seats));
            }
        }
    }

    /** HELD as counted by the owners, so that a seat which nobody holds any more is missed. */
    private static SeatCount count(Database.Performance performance, Optional<SeatsInRedis> inRedis) {
        if (inRedis.isEmpty()) {
            return new SeatCount(performance.id(), performance.seats(), 0, 0, 0, 0);
        }
        SeatStates states = inRedis.get().states();
        return new SeatCount(
                performance.id(),
                performance.seats(),
                states.count(State.AVAILABLE),
                inRedis.get().owned(),
                states.count(State.SOLD),
                states.count(State.BLOCKED));
    }

    private static void view(
            String performance, Hall hall, SeatsInRedis inRedis, Map<String, String> reserved, List<SeatView> seats) {
        for (int index = 0; index < inRedis.states().seats(); index++) {
            String seat = hall.seatIds().get(index);
            String state = reserved.getOrDefault(seat, "");
            State durable = switch (state) {
                case "SOLD" -> State.SOLD;
                case "RESERVED" -> State.HELD;
                default -> hall.blocked().get(index) ? State.BLOCKED : State.AVAILABLE;
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
        redisClient.shutdown();
        ledger.close();
        postgres.close();
    }
}
