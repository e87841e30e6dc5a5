package io.onsale.seat.testing;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.seat.SeatApi;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.seat.rebuild.RebuildSeats;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatStates;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import io.onsale.service.testing.Followers;
import io.onsale.service.testing.OwnLoops;
import io.onsale.service.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The whole service on real servers, one for all tests of the module: each test publishes a sale of its own.
 * {@code @RegisterExtension static final SeatService service = new SeatService(); }
 */
public final class SeatService implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    /** How long to wait for asynchronous effects, on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final byte[] SECRET = "a secret of at least thirty-two bytes!".getBytes(StandardCharsets.UTF_8);
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    private static final class Running implements AutoCloseable {
        private final RedisServer redis = new RedisServer();
        private final String redisUrl;
        private final PostgresServer postgres = new PostgresServer();
        private final KafkaBroker kafka = new KafkaBroker();
        private final HttpServer keys;
        private final AccessTokenSigner tokens;
        private final ECKey passKey;
        private final PassSigner passes;
        private final ReactiveWebServerApplicationContext context;
        private final WebTestClient http;

        Running(@Nullable String ownRedis) {
            redisUrl = ownRedis == null ? redis.url() : ownRedis;
            try {
                RSAKey staffKey = new RSAKeyGenerator(2048).keyID("staff-1").generate();
                passKey = new ECKeyGenerator(Curve.P_256).keyID("pass-1").generate();
                tokens = new AccessTokenSigner(new FanTokens(SECRET), staffKey);
                passes = new PassSigner(passKey);
                keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                serve("/staff", new JWKSet(staffKey.toPublicJWK()));
                serve("/passes", new JWKSet(passKey.toPublicJWK()));
                keys.start();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // whoever is closed before the others must not take the event loops along
            context = (ReactiveWebServerApplicationContext)
                    OwnLoops.in(SeatApi.application()).run(arguments().toArray(String[]::new));
            http = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + port())
                    .responseTimeout(PATIENCE)
                    .build();
        }

        private void serve(String path, JWKSet set) {
            byte[] body = set.toString().getBytes(StandardCharsets.UTF_8);
            keys.createContext(path, exchange -> {
                exchange.sendResponseHeaders(200, body.length);
                try (var out = exchange.getResponseBody()) {
                    out.write(body);
                }
            });
        }

        List<String> arguments() {
            String keyServer = "http://127.0.0.1:" + keys.getAddress().getPort();
            return new ArrayList<>(List.of(
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--spring.r2dbc.url=" + postgres.r2dbcUrl(),
                    "--spring.r2dbc.username=" + postgres.username(),
                    "--spring.r2dbc.password=" + postgres.password(),
                    "--spring.flyway.url=" + postgres.jdbcUrl(),
                    "--spring.flyway.user=" + postgres.username(),
                    "--spring.flyway.password=" + postgres.password(),
                    "--spring.data.redis.url=" + redisUrl,
                    "--onsale.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--onsale.kafka.topic-prefix=" + kafka.topicPrefix(),
                    "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(SECRET),
                    "--onsale.access.staff-keys-uri=" + keyServer + "/staff",
                    "--onsale.pass.keys-uri=" + keyServer + "/passes",
                    "--onsale.drift.grace=1h")); // the audit would mend what a test is to see
        }

        int port() {
            return Objects.requireNonNull(context.getWebServer()).getPort();
        }

        @Override
        public void close() {
            context.close();
            keys.stop(0);
        }
    }

    private @Nullable Running running;

    /** One more service, on stores of its own and the Redis of this URL. Its caller closes it. */
    public static SeatService on(String redisUrl) {
        SeatService own = new SeatService();
        own.running = new Running(redisUrl);
        return own;
    }

    @Override
    public void close() {
        running().close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(SeatService.class))
                .computeIfAbsent(Running.class, key -> new Running(null), Running.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        redis().afterAll(context);
    }

    private Running running() {
        return Objects.requireNonNull(running);
    }

    public <T> T bean(Class<T> type) {
        return running().context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return running().context.getBean(name, type);
    }

    /** A loop of the service, by its bean's name. */
    public Loop loop(String name) {
        return bean(name, Loop.class);
    }

    public WebTestClient http() {
        return running().http;
    }

    public int port() {
        return running().port();
    }

    public RedisServer redis() {
        return running().redis;
    }

    /** How far its consumers are, and their dead letters. */
    public Followers followers() {
        return new Followers(running().kafka.bootstrapServers(), running().kafka.topicPrefix());
    }

    /** The arguments with which the service was started; those added take precedence. */
    public List<String> arguments() {
        return running().arguments();
    }

    /** Starts another node on the same stores, which the caller closes; {@code other} arguments replace the first node's. */
    public ConfigurableApplicationContext anotherNode(String... other) {
        List<String> arguments = arguments();
        for (String argument : other) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            arguments.removeIf(known -> known.startsWith(name)); // two of one name would be a list
            arguments.add(argument);
        }
        return OwnLoops.in(SeatApi.application()).run(arguments.toArray(String[]::new));
    }

    /** The performance of a new sale, its seats set up, without Kafka. */
    public Performance publish(SaleBuilder sale) {
        return publish(sale.build());
    }

    public Performance publish(SalePublished sale) {
        bean(PublishedSales.class).store(envelope(sale)).block(PATIENCE);
        PerformanceId id = new PerformanceId(sale.performances().getFirst().performanceId());
        setUp(id);
        Performance performance = Objects.requireNonNull(
                bean(Performances.class).findPerformance(id).block(PATIENCE));
        awaitReady(performance);
        return performance;
    }

    /** The service may have read the epoch just before, and uses that answer for a moment. */
    public void awaitReady(Performance performance) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(ProblemException.class)
                .until(() -> bean(SeatHolds.class)
                                .release(performance, HoldId.nextFor(performance.id()), aFan())
                                .block(PATIENCE)
                        != null);
    }

    /** Sets up the seats in Redis, as the loop would do soon. */
    public void setUp(PerformanceId performance) {
        bean(RebuildSeats.class).rebuild(performance).block(PATIENCE);
    }

    /** Publishes events as other services do. */
    public void send(OnsaleEvent... events) {
        for (OnsaleEvent event : events) {
            EventEnvelope<OnsaleEvent> envelope = envelope(event);
            bean(EventPublisher.class)
                    .send(List.of(
                            new Outgoing(envelope.id(), event.topic(), event.orderingKey(), EventJson.write(envelope))))
                    .blockLast(PATIENCE);
        }
    }

    public static <T extends OnsaleEvent> EventEnvelope<T> envelope(T event) {
        return EventEnvelope.of(OpaqueId.next(), Instant.parse("2026-01-01T00:00:00Z"), event);
    }

    public static FanId aFan() {
        return new FanId(OpaqueId.next());
    }

    public String token(FanId fan) {
        return running().tokens.sign(new Principal(fan.value(), Role.FAN, FAR));
    }

    /** A token of staff, which never lasts longer than two hours. */
    public String token(String id, Role role) {
        return running().tokens.sign(new Principal(id, role, Instant.now().plus(Duration.ofHours(1))));
    }

    public String serviceToken() {
        return token("ticket-api", Role.SERVICE);
    }

    public String pass(FanId fan, SaleId sale) {
        return pass(fan, sale, Instant.now().plus(Duration.ofMinutes(10)));
    }

    public String pass(FanId fan, SaleId sale, Instant expiresAt) {
        return pass(fan, sale, Instant.EPOCH, expiresAt);
    }

    /** A pass of a place that the fan has had since {@code since}. */
    public String pass(FanId fan, SaleId sale, Instant since, Instant expiresAt) {
        return running().passes.sign(new Pass(OpaqueId.next(), sale, fan, since, expiresAt));
    }

    /** The private key that signs valid passes. */
    public ECKey passKey() {
        return running().passKey;
    }

    public static PassSigner foreignPasses() {
        try {
            return new PassSigner(
                    new ECKeyGenerator(Curve.P_256).keyID("pass-1").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a hold's time behind the service's back, as if it had passed. */
    public void lapse(HoldId hold) {
        endAt(hold, 1);
    }

    /** Gives a hold another end, in ms of its sale's clock. */
    public void endAt(HoldId hold, long ms) {
        SeatKeys keys = Objects.requireNonNull(
                bean(SeatSlots.class).findKeys(hold.performance()).block(PATIENCE));
        var redis = bean(Scripts.class).commands();
        String record =
                Objects.requireNonNull(redis.hget(keys.holds(), hold.random()).block(PATIENCE));
        String[] fields = record.split("\\|", -1);
        String fan = fields[1];
        String entries = Objects.requireNonNull(redis.hget(keys.fans(), fan).block(PATIENCE));
        redis.hset(keys.fans(), fan, entries.replaceAll("(" + hold.random() + ":\\d+):\\d+", "$1:" + ms))
                .block(PATIENCE);
        fields[2] = Long.toString(ms);
        redis.hset(keys.holds(), hold.random(), String.join("|", fields)).block(PATIENCE);
        redis.zadd(keys.expiry(), ms, hold.random()).block(PATIENCE);
    }

    /** The states as Redis has them, one digit per seat; empty while they are being rebuilt. */
    public String states(Performance performance) {
        SeatStates states = bean(SeatFeed.class)
                .findStates(performance.id(), performance.hall().seatCount())
                .block(PATIENCE);
        if (states == null) {
            return "";
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < performance.hall().seatCount(); i++) {
            digits.append(states.get(i).bits());
        }
        return digits.toString();
    }

    /** First column of all rows, read behind the service's back. */
    public List<String> sql(String query) {
        List<String> values = new ArrayList<>();
        try (Connection connection = postgres();
                Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(query);
            if (hasRows) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** A connection behind the service's back, to its tables. */
    public Connection postgres() throws SQLException {
        Connection connection = running().postgres.connect();
        connection.setSchema("seat");
        return connection;
    }

    public static void eventually(org.awaitility.core.ThrowingRunnable check) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(check);
    }
}
