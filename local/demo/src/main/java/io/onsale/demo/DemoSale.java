package io.onsale.demo;

import io.onsale.audit.PackedSeats;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sale that was opened for the demo.
 *
 * @param capacity how many fans may be inside at once
 */
record DemoSale(String title, String saleId, String performanceId, int seats, int capacity) {
    /**
     * Seconds that a fan may spend inside before the line slows down: choosing and paying takes about four, and the rest is a reserve.
     */
    static final int SECONDS_INSIDE = 12;

    static final String CURRENCY = "KRW";
    private static final int SEATS_PER_FAN_MAX = 4;
    private static final Duration KNOWN_EVERYWHERE_MAX = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Prices in won by category; other categories cost as much as the cheapest. */
    private static final Map<String, Integer> PRICES = Map.of("VIP", 198_000, "R", 165_000, "S", 132_000, "A", 99_000);

    /** Imports the hall and opens a sale of one evening in it; returns when every service knows it. */
    static DemoSale of(RunningShop shop, StaffClient staff, DemoOptions options)
            throws IOException, InterruptedException {
        JsonNode plan = plan(options.hall());
        String seller = staff.signIn(shop.account("seller"));
        String venue = staff.post(
                        "/api/v1/venues",
                        seller,
                        Map.of("name", plan.path("name").stringValue(), "location", "Seoul", "seatingPlan", plan))
                .path("venueId")
                .stringValue();
        int capacity = options.rate() * SECONDS_INSIDE;
        JsonNode event = staff.post("/api/v1/events", seller, event(venue, plan, options.rate(), capacity));
        DemoSale sale = new DemoSale(
                plan.path("name").stringValue(),
                event.path("saleId").stringValue(),
                event.at("/performances/0/performanceId").stringValue(),
                seatCount(plan),
                capacity);
        sale.awaitKnownEverywhere(staff, staff.signIn(shop.account("manager")));
        return sale;
    }

    private static JsonNode plan(DemoOptions.DemoHall hall) throws IOException {
        try (InputStream in = DemoSale.class.getResourceAsStream(hall.resource())) {
            if (in == null) {
                throw new IllegalStateException("the demo comes without " + hall.resource());
            }
            return JSON.readTree(in);
        }
    }

    private static Map<String, Object> event(String venue, JsonNode plan, int rate, int capacity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Map.of(
                "title", "An evening at the " + plan.path("name").stringValue(),
                "venueId", venue,
                "visibleFrom", now.toString(),
                "grades", grades(plan),
                "performances",
                        List.of(Map.of("startsAt", now.plus(30, ChronoUnit.DAYS).toString())),
                "sale",
                        Map.of(
                                "opensAt",
                                now.toString(),
                                "closesAt",
                                now.plus(1, ChronoUnit.DAYS).toString(),
                                "order",
                                "ARRIVAL",
                                "capacity",
                                capacity,
                                "admissionsPerSecond",
                                rate,
                                "maxSeatsPerFan",
                                SEATS_PER_FAN_MAX));
    }

    private static List<Map<String, Object>> grades(JsonNode plan) {
        List<Map<String, Object>> grades = new ArrayList<>();
        for (String category : categories(plan)) {
            int price = PRICES.getOrDefault(category, 99_000);
            grades.add(Map.of(
                    "name",
                    category,
                    "price",
                    Map.of("amount", price, "currency", CURRENCY),
                    "categories",
                    List.of(category)));
        }
        return grades;
    }

    private static Set<String> categories(JsonNode plan) {
        Set<String> categories = new HashSet<>();
        for (JsonNode zone : plan.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                row.path("seats")
                        .forEach(seat -> categories.add(seat.path("category").stringValue()));
            }
        }
        return categories;
    }

    private static int seatCount(JsonNode plan) {
        int seats = 0;
        for (JsonNode zone : plan.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                seats += row.path("seats").size();
            }
        }
        return seats;
    }

    /** The definition travels through Kafka: queue-api and seat-api receive it a moment later. */
    private void awaitKnownEverywhere(StaffClient staff, String manager) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + KNOWN_EVERYWHERE_MAX.toNanos();
        while (staff.statusOf(seatsPath(), null) != 200 || staff.statusOf(statsPath(), manager) != 200) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the sale " + saleId + " was published, but after "
                        + KNOWN_EVERYWHERE_MAX.toSeconds() + " s seats answer " + staff.statusOf(seatsPath(), null)
                        + " and the line answers " + staff.statusOf(statsPath(), manager));
            }
            Thread.sleep(Duration.ofMillis(200)); // a main thread; services send no notification that they know a sale
        }
    }

    String statsPath() {
        return "/api/v1/admin/sales/" + saleId + "/stats";
    }

    String seatsPath() {
        return "/api/v1/performances/" + performanceId + "/seats";
    }

    PackedSeats seats(StaffClient staff) throws IOException, InterruptedException {
        return PackedSeats.ofBase64(staff.get(seatsPath(), null).path("states").stringValue(), seats);
    }
}
