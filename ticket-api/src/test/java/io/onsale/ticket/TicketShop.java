package io.onsale.ticket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.portone.Pace;
import io.onsale.portone.PortOneSimulator;
import io.onsale.portone.SimulatorSettings;
import io.onsale.service.testing.OwnLoops;
import io.onsale.ticket.Http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service, running once for all tests: real Postgres and Kafka, the payment simulator, and seat-api's internal routes
 * as a small server. Tests are independent by their own members, events and bookings.
 */
public final class TicketShop {
    /** A published event, with its ids. */
    public record Evening(String eventId, String saleId, String performanceId, String sellerId) {
        /** Of a seller whose id does not matter. */
        public Evening(String eventId, String saleId, String performanceId) {
            this(eventId, saleId, performanceId, "");
        }
    }

    /** A signed-in fan. */
    public record Fan(String id, Http http) {}

    public static final String API_SECRET = "portone-secret-of-the-tests";
    public static final String WEBHOOK_SECRET = "whsec_"
            + Base64.getEncoder()
                    .encodeToString(
                            "thirty-two bytes of live secrets".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    public static final String PREVIOUS_WEBHOOK_SECRET = "whsec_"
            + Base64.getEncoder()
                    .encodeToString(
                            "thirty-two bytes of older secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    public static final String STORE = "store-of-the-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RSAKey STAFF_KEY = rsaKey();
    private static final OctetKeyPair TICKET_KEY = CodeKeys.signing("tickets-of-the-tests");
    private static final byte[] FAN_SECRET =
            "a secret of thirty-two bytes, ok".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final PostgresServer POSTGRES = new PostgresServer();
    private static final KafkaBroker KAFKA = new KafkaBroker();
    private static final SeatApiServer SEATS = new SeatApiServer();
    private static final PortOneSimulator PORTONE =
            PortOneSimulator.start(SimulatorSettings.of(API_SECRET, WEBHOOK_SECRET)
                    .withStoreId(STORE)
                    .withPace(new Pace(Duration.ofSeconds(1), Duration.ofSeconds(6), Duration.ofMillis(100))));
    private static final int PORT = freePort();
    private static final ConfigurableApplicationContext CONTEXT = start();
    private static final AccessTokenSigner SIGNER = new AccessTokenSigner(new FanTokens(FAN_SECRET), STAFF_KEY);

    private TicketShop() {}

    private static ConfigurableApplicationContext start() {
        PORTONE.sendWebhooksTo(webhookUri());
        return node(TicketApi.application(), "--server.port=" + PORT);
    }

    /** Another node, on a port of its own; closing it leaves the event loops of this one alone. */
    public static ConfigurableApplicationContext anotherNode(String... settings) {
        Stream<String> own =
                Stream.of("--server.port=0", "--onsale.access.staff-keys-uri=" + base() + "/api/v1/keys/access");
        return node(
                OwnLoops.in(TicketApi.application()),
                Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    }

    private static ConfigurableApplicationContext node(SpringApplication application, String... settings) {
        List<String> args = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--spring.r2dbc.url=" + POSTGRES.r2dbcUrl(),
                "--spring.r2dbc.username=" + POSTGRES.username(),
                "--spring.r2dbc.password=" + POSTGRES.password(),
                "--spring.flyway.url=" + POSTGRES.jdbcUrl(),
                "--onsale.kafka.bootstrap-servers=" + KAFKA.bootstrapServers(),
                "--onsale.kafka.topic-prefix=" + KAFKA.topicPrefix(),
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(FAN_SECRET),
                "--onsale.access.staff-signing-key=" + STAFF_KEY.toJSONString(),
                "--onsale.ticket-code.signing-key=" + TICKET_KEY.toJSONString(),
                "--onsale.seat-api.uri=" + SEATS.uri(),
                "--onsale.portone.uri=" + PORTONE.url(),
                "--onsale.portone.api-secret=" + API_SECRET,
                "--onsale.portone.webhook-secret=" + WEBHOOK_SECRET,
                "--onsale.portone.previous-webhook-secret=" + PREVIOUS_WEBHOOK_SECRET,
                "--onsale.portone.store-id=" + STORE,
                "--onsale.payment.answer-within=3s",
                "--onsale.payment.ask-after=1s",
                "--onsale.payment.give-up-after=9s",
                "--onsale.payment.give-up-after-failure=1s",
                "--onsale.accounts[0].email=Boss@tests.onsale",
                "--onsale.accounts[0].password=correct horse",
                "--onsale.accounts[0].role=MANAGER"));
        args.addAll(List.of(settings));
        return application.run(args.toArray(String[]::new));
    }

    public static SeatApiServer seats() {
        return SEATS;
    }

    public static PortOneSimulator portOne() {
        return PORTONE;
    }

    public static KafkaBroker kafka() {
        return KAFKA;
    }

    public static <T> T bean(String name, Class<T> type) {
        return CONTEXT.getBean(name, type);
    }

    public static <T> T bean(Class<T> type) {
        return CONTEXT.getBean(type);
    }

    public static URI webhookUri() {
        return URI.create(base() + "/api/v1/webhooks/portone");
    }

    public static String base() {
        return "http://127.0.0.1:" + PORT;
    }

    /** A client without a token. */
    public static Http anybody() {
        return new Http(base(), null);
    }

    /** The same, of another node. */
    public static Http anybody(String address) {
        return new Http(address, null);
    }

    public static Http as(String id, Role role) {
        return new Http(base(), token(id, role));
    }

    public static String token(String id, Role role) {
        return SIGNER.sign(new Principal(id, role, Instant.now().plusSeconds(600)));
    }

    public static Fan newFan() {
        String id = OpaqueId.next();
        return new Fan(id, as(id, Role.FAN));
    }

    /** The seller of an event. */
    public static Http sellerOf(Evening evening) {
        return as(
                String.valueOf(value("select seller_id from ticket.event where event_id = ?", evening.eventId())),
                Role.SELLER);
    }

    /** An event in a hall of two grades: R at 165,000 and S at 99,000 won; in 30 days. */
    public static Evening newEvening() {
        return newEvening(Duration.ofDays(30));
    }

    public static Evening newEvening(Duration until) {
        return newEvening(OpaqueId.next(), until);
    }

    public static Evening newEvening(String sellerId, Duration until) {
        Http seller = as(sellerId, Role.SELLER);
        String venue = created(seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan())), "/venueId");
        Reply event = seller.post(
                "/api/v1/events", Fixtures.event(venue, Instant.now().plus(until)));
        return new Evening(
                created(event, "/eventId"),
                event.text("/saleId"),
                event.text("/performances/0/performanceId"),
                sellerId);
    }

    /** The tickets of a new paid booking of {@code count} seats. */
    public static List<String> newTickets(Fan fan, Evening evening, int count) {
        String booking = newBooking(fan, evening, count);
        Reply paid = pay(fan, booking, "ok");
        if (paid.status() != 200) {
            throw new AssertionError(paid.status() + " " + paid.body());
        }
        return rows("select ticket_id from ticket.ticket where booking_id = ? order by ticket_id", booking).stream()
                .map(row -> String.valueOf(row.get("ticket_id")))
                .toList();
    }

    /** A member with an account, as a row: signing up would hash a password. */
    public static Fan newMember(Role role, @Nullable String employer) {
        String id = OpaqueId.next();
        change(
                "insert into ticket.member (member_id, email, name, password_hash, role, created_at, employer)"
                        + " values (?, ?, ?, '', ?, now(), nullif(?, ''))",
                id,
                id + "@tests.onsale",
                "김철수",
                role.name(),
                employer == null ? "" : employer);
        return new Fan(id, as(id, role));
    }

    /** A booking of {@code count} seats at 165,000 won each, waiting to be paid. */
    public static String newBooking(Fan fan, Evening evening, int count) {
        String hold = SEATS.hold(evening.performanceId(), fan.id(), "R", count);
        return created(fan.http().post("/api/v1/bookings", Map.of("holdId", hold)), "/bookingId");
    }

    private static String created(Reply reply, String pointer) {
        if (reply.status() != 201) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
        return reply.text(pointer);
    }

    /** The token that the provider's checkout in the browser returns. */
    public static String paymentToken(String bookingId, String card) {
        Http simulator = new Http(PORTONE.url().toString(), null);
        Reply reply = simulator.post("/simulator/checkout", Map.of("paymentId", "onsale-" + bookingId, "card", card));
        if (reply.status() != 200) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
        return reply.text("/paymentToken");
    }

    public static Reply pay(Fan fan, String bookingId, String card) {
        return fan.http()
                .post(
                        "/api/v1/bookings/" + bookingId + "/payment",
                        Map.of("paymentToken", paymentToken(bookingId, card)));
    }

    /** The provider's records: {@code paid}, {@code cancelled}, {@code captures}, {@code status} of a booking's payment. */
    public static JsonNode ledger(String bookingId) {
        Http simulator = new Http(PORTONE.url().toString(), null);
        String cursor = "";
        while (true) {
            JsonNode page = JSON.readTree(rawLedger(simulator, cursor));
            for (JsonNode item : page.path("items")) {
                if (item.path("paymentId").asString().equals("onsale-" + bookingId)) {
                    return item;
                }
            }
            if (!page.hasNonNull("next")) {
                throw new AssertionError("no payment of " + bookingId);
            }
            cursor = "?cursor=" + page.path("next").asString();
        }
    }

    private static String rawLedger(Http simulator, String query) {
        return simulator
                .getAs("/simulator/ledger" + query, "PortOne " + API_SECRET)
                .body();
    }

    public static String status(Fan fan, String bookingId) {
        return fan.http().get("/api/v1/bookings/" + bookingId).text("/status");
    }

    /** The types of the published events of a booking, in order. */
    public static List<Object> events(String bookingId) {
        return rows("select envelope::json ->> 'type' as type from ticket.outbox where key = ? order by id", bookingId)
                .stream()
                .map(row -> (Object) String.valueOf(row.get("type")))
                .toList();
    }

    /** Rows as maps, read without the service. */
    public static List<Map<String, Object>> rows(String sql, Object... parameters) {
        try (Connection connection = POSTGRES.connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static @Nullable Object value(String sql, Object... parameters) {
        return rows(sql, parameters).getFirst().values().iterator().next();
    }

    /** The value as text; it must be there. */
    public static String textValue(String sql, Object... parameters) {
        return String.valueOf(value(sql, parameters));
    }

    public static int change(String sql, Object... parameters) {
        try (Connection connection = POSTGRES.connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A database connection independent of the service. */
    public static Connection connect() throws SQLException {
        return POSTGRES.connect();
    }

    @SuppressWarnings("SqlSourceToSinkFlow")
    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("staff-of-the-tests").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
