package io.onsale.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.Topic;
import io.onsale.standalone.Shopper.Answer;
import io.onsale.standalone.status.OnsaleStatus;
import io.onsale.standalone.status.StatusCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way of a fan through the whole launcher, and what survives a kill of the launcher. */
@Timeout(600) // nothing here may hang; it takes less than a minute
final class WholeSaleTest {
    private static final Duration SOON = Duration.ofSeconds(60); // only a failure waits so long
    private static final int SEATS = 6;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void fan_buys_a_seat_and_a_killed_launcher_takes_nothing_back() throws Exception {
        try (LaunchedOnsale first = LaunchedOnsale.start(folder)) {
            OnsaleStatus status = first.awaitReady();
            assertThat(new StatusCheck(folder).of(status)).isEmpty();
            assertInternalsAreClosed(status);

            Sale sale = openSale(Shopper.of(http, status, status.accounts().seller()));
            String bookingId =
                    buyFirstSeat(Shopper.of(http, status, status.accounts().fan()), sale);
            assertOrderIsPublic(status, sale);
            assertNobodyElseMayRead(folder);
            assertStatusFollowsARestartedRedis(status);
            assertDeadLettersAreShownAndPutBack(status);
            first.kill();
            assertStatusSaysThatItWasKilled(status);
            await("Kafka ends with its launcher")
                    .atMost(SOON)
                    .until(() -> deadLetters().exitCode() == 1);
            assertThat(deadLetters(1)).contains(status.kafka()).contains("does not answer");

            try (LaunchedOnsale second = first.again()) {
                OnsaleStatus again = second.awaitReady();
                assertThat(again.accounts()).isEqualTo(status.accounts());
                Shopper fan = Shopper.of(http, again, again.accounts().fan());
                assertStillThere(fan, sale, bookingId);

                ok(201, fan.post(sale.place(), Map.of()));
                try (Stream<String> watched = fan.events(sale.place() + "/me/events")) {
                    Iterator<String> lines = watched.iterator();
                    assertThat(lines.hasNext()).isTrue();
                    assertThat(second.stop()).isEqualTo(143); // ended by the signal, gracefully
                    assertThat(second.console()).endsWith("Stopped\n");
                    assertThat(told(lines)).contains("event:drain");
                }
            }
        }
    }

    private static void assertNobodyElseMayRead(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(file -> !file.endsWith("console.log")) // created by this test
                            .filter(WholeSaleTest::isOpen))
                    .isEmpty();
        }
    }

    private static boolean isOpen(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                    .endsWith("------");
        } catch (NoSuchFileException e) {
            return false; // just being written
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertStatusFollowsARestartedRedis(OnsaleStatus status) {
        long before = Objects.requireNonNull(status.pids().get("redis"));
        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(pidOfRedis(shownStatus(0))).isNotEqualTo(before));
    }

    private void assertDeadLettersAreShownAndPutBack(OnsaleStatus status) throws Exception {
        assertThat(deadLetters(0)).isEqualTo("No dead letters\n");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", status.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.BOOKINGS.topicName(), 0, null, "no event".getBytes(UTF_8)))
                    .get();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(deadLetters(0))
                        .contains("onsale.bookings-0@")
                        .contains("queue-api")
                        .contains("seat-api")
                        .contains("  waiting  ")
                        .endsWith(" waiting; --replay puts them back\n"));
        assertThat(deadLetters(0, "--replay")).contains("  put back  ").endsWith(" handled\n");
    }

    private record Printed(int exitCode, String text) {}

    /** The output of the command, which must exit with this code. */
    private String deadLetters(int code, String... options) {
        Printed printed = deadLetters(options);
        assertThat(printed.exitCode()).isEqualTo(code);
        return printed.text();
    }

    private Printed deadLetters(String... options) {
        StringWriter out = new StringWriter();
        String[] arguments = Stream.concat(Stream.of("dead-letters", "--home", folder.toString()), Stream.of(options))
                .toArray(String[]::new);
        int exitCode = Launcher.commandLine().setOut(new PrintWriter(out)).execute(arguments);
        return new Printed(exitCode, out.toString());
    }

    private static long pidOfRedis(JsonNode status) {
        return status.at("/pids/redis").longValue();
    }

    private void assertStatusSaysThatItWasKilled(OnsaleStatus status) throws Exception {
        long launcher = Objects.requireNonNull(status.pids().get("launcher"));

        assertThat(shownStatus(3).at("/problems").toString())
                .contains("launcher was killed")
                .contains(Long.toString(launcher));
    }

    /** The output of {@code status --json}, which must exit with this code. */
    private JsonNode shownStatus(int code) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new ShowStatus(Home.at(folder), true).run(new PrintStream(out, true, UTF_8)))
                .isEqualTo(code);
        return JsonMapper.shared().readTree(out.toString(UTF_8));
    }

    private record Sale(String saleId, String performanceId) {
        String place() {
            return "/api/v1/sales/" + saleId + "/places";
        }

        String seats() {
            return "/api/v1/performances/" + performanceId;
        }
    }

    private static Sale openSale(Shopper seller) {
        Answer venue =
                seller.post("/api/v1/venues", Map.of("name", "Cellar", "location", "Seoul", "seatingPlan", plan()));
        assertThat(venue.status()).as("%s", venue.body()).isEqualTo(201);
        Instant now = Instant.now();
        Answer event = seller.post(
                "/api/v1/events",
                Map.of(
                        "title",
                        "An evening in the cellar",
                        "venueId",
                        venue.body().path("venueId").stringValue(),
                        "visibleFrom",
                        now.toString(),
                        "grades",
                        List.of(Map.of(
                                "name",
                                "R",
                                "price",
                                Map.of("amount", 55_000, "currency", "KRW"),
                                "categories",
                                List.of("R"))),
                        "performances",
                        List.of(Map.of("startsAt", now.plus(Duration.ofDays(30)).toString())),
                        "sale",
                        Map.of(
                                "opensAt",
                                now.toString(),
                                "closesAt",
                                now.plus(Duration.ofDays(1)).toString(),
                                "order",
                                "ARRIVAL",
                                "capacity",
                                10,
                                "admissionsPerSecond",
                                10,
                                "maxSeatsPerFan",
                                2)));
        assertThat(event.status()).as("%s", event.body()).isEqualTo(201);
        return new Sale(
                event.body().path("saleId").stringValue(),
                event.body().at("/performances/0/performanceId").stringValue());
    }

    private static List<String> told(Iterator<String> lines) {
        List<String> told = new ArrayList<>();
        try {
            lines.forEachRemaining(told::add);
        } catch (UncheckedIOException e) {
            // the stream broke; what came before counts
        }
        return told;
    }

    private static Map<String, Object> plan() {
        List<Map<String, Object>> seats = IntStream.rangeClosed(1, SEATS)
                .<Map<String, Object>>mapToObj(number -> Map.of(
                        "seat_guid",
                        "A-" + number,
                        "seat_number",
                        Integer.toString(number),
                        "position",
                        Map.of("x", 25 * number, "y", 0),
                        "category",
                        "R"))
                .toList();
        Map<String, Integer> corner = Map.of("x", 0, "y", 0);
        return Map.of(
                "name",
                "Cellar",
                "size",
                Map.of("width", 200, "height", 100),
                "categories",
                List.of(Map.of("name", "R", "color", "#d00000")),
                "zones",
                List.of(Map.of(
                        "name",
                        "Floor",
                        "position",
                        corner,
                        "rows",
                        List.of(Map.of("row_number", "A", "position", corner, "seats", seats)))));
    }

    /** Returns the id of the confirmed booking. */
    private static String buyFirstSeat(Shopper fan, Sale sale) {
        // the definition travels through Kafka
        await("seats are on sale")
                .atMost(SOON)
                .until(() -> fan.get(sale.seats() + "/plan").status() == 200);
        await("the line knows of the sale")
                .atMost(SOON)
                .until(() -> List.of(200, 201)
                        .contains(fan.post(sale.place(), Map.of()).status()));
        await("the fan's turn").atMost(SOON).until(() -> state(fan, sale).equals("READY"));
        String pass = ok(200, fan.post(sale.place() + "/me/pass", Map.of()))
                .body()
                .path("pass")
                .stringValue();

        Answer hold = ok(201, fan.post(sale.seats() + "/holds", Map.of("seatIds", List.of("A-1")), "Pass", pass));
        Answer booking = ok(
                201,
                fan.post(
                        "/api/v1/bookings",
                        Map.of("holdId", hold.body().path("holdId").stringValue())));
        String bookingId = booking.body().path("bookingId").stringValue();
        Answer checkout = ok(
                200,
                fan.post(
                        "/simulator/checkout",
                        Map.of(
                                "paymentId",
                                booking.body().at("/payment/paymentId").stringValue())));
        Answer paid = ok(
                200,
                fan.post(
                        "/api/v1/bookings/" + bookingId + "/payment",
                        Map.of(
                                "paymentToken",
                                checkout.body().path("paymentToken").stringValue())));

        assertThat(paid.body().path("status").stringValue()).isEqualTo("CONFIRMED");
        assertThat(tickets(fan)).isEqualTo(1);
        await("the seat is sold").atMost(SOON).until(() -> firstSeat(fan, sale) == 2);
        await("the fan's slot is free again")
                .atMost(SOON)
                .until(() -> state(fan, sale).equals("SERVED"));
        return bookingId;
    }

    private void assertOrderIsPublic(OnsaleStatus status, Sale sale) {
        Shopper stranger = new Shopper(http, status.url(), null);
        Answer draw = ok(200, stranger.get("/api/v1/sales/" + sale.saleId() + "/draw"));
        assertThat(draw.body().path("order").stringValue()).isEqualTo("ARRIVAL");
    }

    private static void assertStillThere(Shopper fan, Sale sale, String bookingId) {
        Answer booking = ok(200, fan.get("/api/v1/bookings/" + bookingId));
        assertThat(booking.body().path("status").stringValue()).isEqualTo("CONFIRMED");
        assertThat(tickets(fan)).isEqualTo(1);
        await("the seat is still sold").atMost(SOON).until(() -> firstSeat(fan, sale) == 2);
    }

    private void assertInternalsAreClosed(OnsaleStatus status) throws Exception {
        for (String path : List.of("/actuator/health", "/api/v1/performances/p/holds/p.h/reservation")) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(status.url() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    private static String state(Shopper fan, Sale sale) {
        return fan.get(sale.place() + "/me").body().path("state").stringValue("");
    }

    private static int tickets(Shopper fan) {
        return ok(200, fan.get("/api/v1/tickets")).body().path("tickets").size();
    }

    /** Its two bits: 0 available, 1 held, 2 sold, 3 blocked. */
    private static int firstSeat(Shopper fan, Sale sale) {
        Answer seats = fan.get(sale.seats() + "/seats");
        if (seats.status() != 200) {
            return -1; // being rebuilt
        }
        byte[] states = Base64.getDecoder().decode(seats.body().path("states").stringValue());
        return states.length == 0 ? 0 : (states[0] & 0xff) >> 6;
    }

    private static Answer ok(int status, Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        return answer;
    }
}
