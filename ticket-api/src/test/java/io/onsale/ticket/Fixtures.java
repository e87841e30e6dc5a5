package io.onsale.ticket;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Valid requests, for tests to send or to modify. */
public final class Fixtures {
    private Fixtures() {}

    /** One zone at (100, 200) with two rows of three seats: R in front, S behind; and a stage. */
    public static Map<String, Object> smallPlan() {
        return new HashMap<>(Map.of(
                "name",
                "Small hall",
                "categories",
                List.of(Map.of("name", "R", "color", "#d00000"), Map.of("name", "S", "color", "#0077b6")),
                "zones",
                List.of(Map.of(
                        "name",
                        "Stalls",
                        "displayed",
                        true,
                        "position",
                        Map.of("x", 100, "y", 200),
                        "rows",
                        List.of(row("A", 0, "R"), row("B", 50, "S")),
                        "areas",
                        List.of(Map.of(
                                "width", 300, "height", 40, "position", Map.of("x", 0, "y", -60), "text", "Stage")))),
                "size",
                Map.of("width", 500, "height", 400)));
    }

    public static Map<String, Object> row(String name, int y, String category) {
        List<Object> seats = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            seats.add(Map.of(
                    "seat_guid",
                    name + "-" + i,
                    "seat_number",
                    Integer.toString(i),
                    "position",
                    Map.of("x", i * 26, "y", 0),
                    "category",
                    category));
        }
        return Map.of("row_number", name, "position", Map.of("x", 0, "y", y), "seats", seats);
    }

    public static Map<String, Object> venue(Map<String, Object> plan) {
        return new HashMap<>(Map.of("name", "Small hall", "location", "Seoul", "seatingPlan", plan));
    }

    public static Map<String, Object> event(String venueId, Instant startsAt) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant opensAt = now.minusSeconds(60);
        return new HashMap<>(Map.of(
                "title",
                "An evening",
                "venueId",
                venueId,
                "visibleFrom",
                opensAt.toString(),
                "grades",
                List.of(grade("R", 165_000), grade("S", 99_000)),
                "performances",
                List.of(Map.of(
                        "startsAt", startsAt.truncatedTo(ChronoUnit.SECONDS).toString())),
                "sale",
                sale(opensAt, now.plusSeconds(3600))));
    }

    public static Map<String, Object> grade(String category, long amount) {
        return Map.of(
                "name",
                category,
                "price",
                Map.of("amount", amount, "currency", "KRW"),
                "categories",
                List.of(category));
    }

    public static Map<String, Object> sale(Instant opensAt, Instant closesAt) {
        return new HashMap<>(Map.of(
                "opensAt",
                opensAt.toString(),
                "closesAt",
                closesAt.toString(),
                "order",
                "ARRIVAL",
                "capacity",
                100,
                "admissionsPerSecond",
                10,
                "maxSeatsPerFan",
                4));
    }
}
