package io.onsale.browser;

import io.onsale.standalone.Shopper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An event that a seller has published over the API, in a small hall of two zones. */
record Show(String title, String eventId, String saleId, String performanceId) {
    private static final Duration FOLLOWED_MAX = Duration.ofSeconds(30); // only a failure waits so long
    private static final int ROWS = 4;
    private static final int SEATS = 10;

    /** What may differ between the shows of tests. */
    record Wish(String order, Duration lobbyIn, Duration opensIn, int capacity, Duration startsIn) {
        static Wish openSoon() {
            return new Wish("ARRIVAL", Duration.ofSeconds(1), Duration.ofSeconds(6), 50, Duration.ofDays(30));
        }

        /** A lobby that stays closed for as long as a test takes. */
        static Wish openLater(String order) {
            return new Wish(order, Duration.ofSeconds(1), Duration.ofMinutes(10), 1, Duration.ofDays(30));
        }

        /** Its doors are open by now. */
        static Wish tonight() {
            return new Wish("ARRIVAL", Duration.ofSeconds(1), Duration.ofSeconds(6), 50, Duration.ofHours(1));
        }
    }

    static Show publish(Shopper seller, Shopper anybody, Wish wish) {
        return publish(
                seller, anybody, wish, plan(), List.of(grade("R", 120_000, "front"), grade("S", 90_000, "back")));
    }

    /** In the largest hall. */
    static Show publishStadium(Shopper seller, Shopper anybody, Wish wish) {
        List<Map<String, Object>> grades =
                List.of(grade("R", 150_000, "R"), grade("S", 120_000, "S"), grade("A", 90_000, "A"));
        return publish(seller, anybody, wish, Stadium.plan(), grades);
    }

    /** In a hall with an area without numbers, wheelchair seats, and seats with a restricted view. */
    static Show publishMixed(Shopper seller, Shopper anybody, Wish wish) {
        return publish(
                seller,
                anybody,
                wish,
                mixedPlan(),
                List.of(grade("R", 120_000, "front"), grade("스탠딩", 70_000, "floor")));
    }

    private static Show publish(
            Shopper seller, Shopper anybody, Wish wish, Map<String, Object> plan, List<Map<String, Object>> grades) {
        String title = "봄 콘서트 " + UUID.randomUUID().toString().substring(0, 4);
        JsonNode venue = seller.post(
                        "/api/v1/venues",
                        Map.of(
                                "name", "올림픽홀",
                                "location", "서울 송파구 올림픽로 424",
                                "timeZone", "Asia/Seoul",
                                "seatingPlan", plan))
                .body();
        Instant now = Instant.now();
        JsonNode event = seller.post(
                        "/api/v1/events",
                        Map.of(
                                "title",
                                title,
                                "venueId",
                                venue.path("venueId").asString(),
                                "grades",
                                grades,
                                "performances",
                                List.of(Map.of(
                                        "startsAt", now.plus(wish.startsIn()).toString())),
                                "sale",
                                Map.of(
                                        "lobbyOpensAt", now.plus(wish.lobbyIn()).toString(),
                                        "opensAt", now.plus(wish.opensIn()).toString(),
                                        "closesAt",
                                                now.plus(wish.startsIn())
                                                        .minus(Duration.ofMinutes(5))
                                                        .toString(),
                                        "order", wish.order(),
                                        "capacity", wish.capacity(),
                                        "admissionsPerSecond", 10,
                                        "maxSeatsPerFan", 4)))
                .body();
        String performanceId =
                event.path("performances").path(0).path("performanceId").asString();
        Awaitility.await("seat-api knows the performance")
                .atMost(FOLLOWED_MAX)
                .until(() -> anybody.get("/api/v1/performances/" + performanceId + "/seats")
                                .status()
                        == 200);
        return new Show(
                title, event.path("eventId").asString(), event.path("saleId").asString(), performanceId);
    }

    private static Map<String, Object> grade(String name, int won, String category) {
        return Map.of("name", name, "price", Map.of("amount", won, "currency", "KRW"), "categories", List.of(category));
    }

    private static Map<String, Object> plan() {
        return Map.of(
                "name", "올림픽홀",
                "categories",
                        List.of(
                                Map.of("name", "front", "color", "#b5179e"),
                                Map.of("name", "back", "color", "#0077b6")),
                "zones", List.of(zone("A", 0), zone("B", 400)),
                "size", Map.of("width", 800, "height", 300));
    }

    private static Map<String, Object> mixedPlan() {
        List<Map<String, Object>> seats = IntStream.rangeClosed(1, 6)
                .mapToObj(number -> Map.<String, Object>of(
                        "seat_guid",
                        "W-1-" + number,
                        "seat_number",
                        Integer.toString(number),
                        "position",
                        Map.of("x", number * 26, "y", 0),
                        "category",
                        "front",
                        "accessible",
                        number == 1,
                        "companion",
                        number == 2,
                        "restricted_view",
                        number == 6))
                .toList();
        Map<String, Object> floor = Map.of(
                "shape",
                "rectangle",
                "position",
                Map.of("x", 0, "y", 60),
                "rectangle",
                Map.of("width", 200, "height", 80),
                "general_admission",
                Map.of("id", "pit", "name", "스탠딩 A", "capacity", 5, "category", "floor"));
        Map<String, Object> row = Map.of("row_number", "1", "position", Map.of("x", 0, "y", 0), "seats", seats);
        return Map.of(
                "name", "클럽",
                "categories",
                        List.of(
                                Map.of("name", "front", "color", "#b5179e"),
                                Map.of("name", "floor", "color", "#0077b6")),
                "zones",
                        List.of(Map.of(
                                "name", "W",
                                "position", Map.of("x", 0, "y", 0),
                                "rows", List.of(row),
                                "areas", List.of(floor))),
                "size", Map.of("width", 300, "height", 200));
    }

    private static Map<String, Object> zone(String name, int x) {
        return Map.of(
                "name",
                name,
                "position",
                Map.of("x", x, "y", 0),
                "rows",
                IntStream.range(0, ROWS).mapToObj(row -> row(name, row)).toList());
    }

    private static Map<String, Object> row(String zone, int row) {
        return Map.of(
                "row_number",
                Integer.toString(row + 1),
                "position",
                Map.of("x", 0, "y", row * 30),
                "seats",
                IntStream.range(0, SEATS)
                        .mapToObj(seat -> Map.of(
                                "seat_guid",
                                zone + "-" + (row + 1) + "-" + (seat + 1),
                                "seat_number",
                                Integer.toString(seat + 1),
                                "position",
                                Map.of("x", seat * 26, "y", 0),
                                "category",
                                row == 0 ? "front" : "back"))
                        .toList());
    }
}
