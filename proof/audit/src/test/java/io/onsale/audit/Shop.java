package io.onsale.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.onsale.embedded.PostgresAddress;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.portone.PortOneSimulator;
import io.onsale.portone.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real stores of a small shop after one evening: a hall of eight seats, A-1 and A-2 sold, A-3 reserved and not
 * yet paid, A-4 held, B-1 to B-3 free, and B-4 not for sale. A test can then change any of it.
 */
final class Shop implements AutoCloseable {
    static final String PERFORMANCE = "perf1";
    private static final String SECRET = "shop-secret";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SOLD_PRICE = 165_000;

    private final PostgresAddress postgres;
    private final RedisServer redisServer;
    private final Connection connection;
    private final RedisClient redisClient;
    private final StatefulRedisConnection<String, byte[]> redis;
    private final PortOneSimulator simulator;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param empty a database with nothing in it but {@link #migrate the schemas}; each shop has its copy, since a changed one lacks constraints */
    Shop(PostgresServer empty, RedisServer redisServer) throws SQLException, IOException {
        this.postgres = empty.copy();
        this.redisServer = redisServer;
        connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        redisClient = RedisClient.create(redisServer.url());
        redis = redisClient.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE));
        simulator = PortOneSimulator.start(
                SimulatorSettings.of(SECRET, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    }

    static void migrate(PostgresServer postgres) {
        for (String schema : List.of("queue", "seat", "ticket")) {
            Flyway.configure()
                    .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                    .schemas(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
        }
    }

    /** The state after an evening without problems. */
    void fillCleanly() throws SQLException, IOException, InterruptedException {
        fillSeats();
        fillRedis();
        fillBookings();
        pay("pay1", 2 * SOLD_PRICE);
        fillLine();
    }

    private void fillSeats() throws SQLException, IOException {
        try (var plan = connection.prepareStatement("insert into seat.plan values ('plan1', ?, 8, now())")) {
            plan.setBytes(1, gzip(document()));
            plan.executeUpdate();
        }
        execute("""
                insert into seat.performance (performance_id, sale_id, event_id, plan_id, starts_at, max_seats_per_fan, created_at)
                  values ('perf1', 'sale1', 'event1', 'plan1', now() + interval '1 day', 4, now());
                insert into seat.reservation
                  (reservation_id, performance_id, sale_id, booking_id, hold_id, fan_id, fence, state, pay_until, currency, created_at, updated_at)
                  values ('res1', 'perf1', 'sale1', 'book1', 'perf1.h1', 'fan1', 1, 'SOLD', now(), 'KRW', now(), now()),
                         ('res2', 'perf1', 'sale1', 'book2', 'perf1.h2', 'fan2', 2, 'RESERVED', now(), 'KRW', now(), now());
                insert into seat.reservation_seat (reservation_id, performance_id, seat_id, seat_index, label, grade, amount, state)
                  values ('res1', 'perf1', 'A-1', 0, 'A-1', 'R', 165000, 'SOLD'),
                         ('res1', 'perf1', 'A-2', 1, 'A-2', 'R', 165000, 'SOLD'),
                         ('res2', 'perf1', 'A-3', 2, 'A-3', 'R', 165000, 'RESERVED');
                """);
    }

    private void fillRedis() {
        states(0b10_10_01_01, 0b00_00_00_11);
        redis.sync()
                .hset(key("owners"), Map.of("0", ascii("h1"), "1", ascii("h1"), "2", ascii("h2"), "3", ascii("h3")));
        hold("h2", "R|fan2|1|2|d|2|book2|res2");
        hold("h3", "H|fan3|" + (System.currentTimeMillis() + 600_000) + "|3|d|3||");
    }

    private void fillBookings() throws SQLException {
        execute("""
                insert into ticket.venue values ('venue1', 'seller', 'StoredPlan', 'Seoul', '{}', '{R}', 8, now());
                insert into ticket.event values ('event1', 'seller', 'venue1', 'An evening', now(), now());
                insert into ticket.performance values ('perf1', 'event1', now() + interval '1 day');
                insert into ticket.sale values ('sale1', 'event1', null, now(), now() + interval '1 day', 'ARRIVAL', 2, 10, 4);
                insert into ticket.booking
                  (booking_id, fan_id, event_id, sale_id, performance_id, reservation_id, payment_id, status, amount, currency,
                   placed_at, expires_at, settled_at, check_after)
                  values ('book1', 'fan1', 'event1', 'sale1', 'perf1', 'res1', 'pay1', 'CONFIRMED', 330000, 'KRW', now(), now(), now(), now()),
                         ('book2', 'fan2', 'event1', 'sale1', 'perf1', 'res2', 'pay2', 'PENDING', 165000, 'KRW', now(), now(), null, now());
                insert into ticket.booking_seat (booking_id, position, performance_id, seat_id, label, grade, amount, is_live)
                  values ('book1', 0, 'perf1', 'A-1', 'A-1', 'R', 165000, true),
                         ('book1', 1, 'perf1', 'A-2', 'A-2', 'R', 165000, true),
                         ('book2', 0, 'perf1', 'A-3', 'A-3', 'R', 165000, true);
                insert into ticket.payment (payment_id, booking_id, amount, currency, state)
                  values ('pay1', 'book1', 330000, 'KRW', 'PAID'), ('pay2', 'book2', 165000, 'KRW', 'READY');
                insert into ticket.ticket
                  (ticket_id, booking_id, fan_id, event_id, performance_id, seat_id, label, grade, amount, currency, state, issued_at)
                  values ('tick1', 'book1', 'fan1', 'event1', 'perf1', 'A-1', 'A-1', 'R', 165000, 'KRW', 'ISSUED', now()),
                         ('tick2', 'book1', 'fan1', 'event1', 'perf1', 'A-2', 'A-2', 'R', 165000, 'KRW', 'ISSUED', now());
                insert into ticket.scan (performance_id, scan_id, ticket_id, gate, member_id, offline, manual, outcome, admitted, scanned_at, received_at)
                  values ('perf1', 'scan1', 'tick1', 'North', 'gate1', false, false, 'ACCEPTED', true, now(), now());
                update ticket.ticket set used_at = now(), used_gate = 'North' where ticket_id = 'tick1';
                insert into ticket.outbox (event_id, topic, key, envelope, created_at, sent_at)
                  values ('e1', 'onsale.bookings', 'book1', '{}', now(), now());
                """);
    }

    private void fillLine() throws SQLException {
        log("9-0", "", 0, "CAPACITY", 2);
        log("9-1", "fan1", 1, "READY", 0);
        log("10-0", "fan1", 1, "ADMITTED", 0);
        log("10-1", "fan2", 2, "READY", 0);
        log("10-2", "fan2", 2, "ADMITTED", 0);
        log("11-0", "fan1", 1, "ENDED", 0);
        log("100-0", "fan3", 3, "READY", 0);
    }

    /** Appends to the admission log of the sale. */
    void log(String entry, String fan, long number, String kind, long value) throws SQLException {
        try (var row = connection.prepareStatement(
                "insert into queue.admission_log (sale_id, entry_id, fan_id, number, kind, reason, value, at)"
                        + " values ('sale1', ?, ?, ?, ?, '', ?, now())")) {
            row.setString(1, entry);
            row.setString(2, fan);
            row.setLong(3, number);
            row.setString(4, kind);
            row.setLong(5, value);
            row.executeUpdate();
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The two bits of A-1 to A-4 and of B-1 to B-4. */
    void states(int rowA, int rowB) {
        redis.sync().set(key("states"), new byte[] {0, 0, 0, 1, 0, 0, 0, 9, (byte) rowA, (byte) rowB});
    }

    void hold(String id, String record) {
        redis.sync().hset(key("holds"), id, ascii(record));
    }

    void forgetRedis() {
        redisServer.flush();
    }

    /** A payment that the provider captures. */
    void pay(String payment, long amount) throws IOException, InterruptedException {
        call("/payments/" + payment + "/pre-register", Map.of("totalAmount", amount, "currency", "KRW"));
        String token = call("/simulator/checkout", Map.of("paymentId", payment))
                .path("paymentToken")
                .stringValue();
        call("/payments/" + payment + "/confirm", Map.of("paymentToken", token));
    }

    void refund(String payment) throws IOException, InterruptedException {
        call("/payments/" + payment + "/cancel", Map.of("reason", "test"));
    }

    void refund(String payment, long amount) throws IOException, InterruptedException {
        call("/payments/" + payment + "/cancel", Map.of("reason", "test", "amount", amount));
    }

    /** Both tickets of book1 are cancelled for a fee of a tenth. */
    void cancelForAFee() throws SQLException, IOException, InterruptedException {
        execute("""
                update ticket.booking set status = 'CANCELLED' where booking_id = 'book1';
                update ticket.booking_seat set is_live = false where booking_id = 'book1';
                update ticket.scan set undone_at = now(), undone_by = 'gate1';
                update ticket.ticket set state = 'VOIDED', voided_at = now(), used_at = null, used_gate = null where booking_id = 'book1';
                update ticket.payment set refunded = 297000 where payment_id = 'pay1';
                insert into ticket.cancellation (cancellation_id, booking_id, ticket_ids, amount, fee, currency, reason, cancelled_at)
                  values ('c1', 'book1', '{tick1,tick2}', 297000, 33000, 'KRW', 'test', now());
                update seat.reservation set state = 'RELEASED' where reservation_id = 'res1';
                update seat.reservation_seat set state = 'RELEASED' where reservation_id = 'res1';
                """);
        redis.sync().hdel(key("owners"), "0", "1");
        states(0b00_00_01_01, 0b00_00_00_11);
        refund("pay1", 297_000);
    }

    private JsonNode call(String path, Map<String, Object> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulator().resolve(path))
                .header("Authorization", "PortOne " + SECRET)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
        return JSON.readTree(answer.body());
    }

    private URI simulator() {
        return URI.create("http://127.0.0.1:" + simulator.port());
    }

    /** These stores, as the audit reads them. */
    Stores stores() throws SQLException {
        return Stores.open(new Deployment(
                postgres.jdbcUrl(), postgres.user(), postgres.password(), redisServer.url(), simulator(), SECRET));
    }

    private static String key(String name) {
        return "s:{sale1}:" + PERFORMANCE + ":" + name;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String document() {
        return """
                {"grades":[{"name":"R","categories":["R"]}],
                 "zones":[{"name":"Z","rows":[
                   {"name":"A","seats":[{"id":"A-1","category":"R"},{"id":"A-2","category":"R"},
                                        {"id":"A-3","category":"R"},{"id":"A-4","category":"R"}]},
                   {"name":"B","seats":[{"id":"B-1","category":"R"},{"id":"B-2","category":"R"},
                                        {"id":"B-3","category":"R"},{"id":"B-4","category":"staff"}]}]}]}
                """;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws SQLException {
        http.close();
        simulator.close();
        redis.close();
        redisClient.shutdown();
        connection.close();
    }
}
