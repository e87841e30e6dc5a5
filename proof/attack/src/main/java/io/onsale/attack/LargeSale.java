package io.onsale.attack;

import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A sale in a hall of 30,000 seats, opened for the attack: its plan is two megabytes. */
record LargeSale(String saleId, String performanceId) {
    private static final Duration KNOWN_EVERYWHERE_MAX = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Imports the hall and opens the sale; returns when every service knows it. */
    static LargeSale open(RunningShop shop, StaffClient staff) throws IOException, InterruptedException {
        String seller = staff.signIn(shop.account("seller"));
        String venue = staff.post(
                        "/api/v1/venues",
                        seller,
                        Map.of("name", "Two arenas", "location", "Seoul", "seatingPlan", twoArenas()))
                .path("venueId")
                .stringValue();
        JsonNode event = staff.post("/api/v1/events", seller, event(venue));
        LargeSale sale = new LargeSale(
                event.path("saleId").stringValue(),
                event.at("/performances/0/performanceId").stringValue());
        sale.awaitKnownEverywhere(staff, staff.signIn(shop.account("manager")));
        return sale;
    }

    String performancePath() {
        return "/api/v1/performances/" + performanceId;
    }

    String salePath() {
        return "/api/v1/sales/" + saleId;
    }

    private static ObjectNode twoArenas() throws IOException {
        try (InputStream in = LargeSale.class.getResourceAsStream("/halls/arena.json")) {
            if (in == null) {
                throw new IllegalStateException("the attack comes without its hall");
            }
            ObjectNode plan = (ObjectNode) JSON.readTree(in);
            ArrayNode zones = (ArrayNode) plan.path("zones");
            for (JsonNode zone : zones.deepCopy()) {
                ObjectNode second = (ObjectNode) zone;
                second.put("name", "2 " + zone.path("name").stringValue());
                second.path("rows")
                        .forEach(row -> row.path("seats")
                                .forEach(seat -> ((ObjectNode) seat)
                                        .put(
                                                "seat_guid",
                                                "2-" + seat.path("seat_guid").stringValue())));
                zones.add(second);
            }
            return plan;
        }
    }

    private static Map<String, Object> event(String venue) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> price = Map.of("amount", 99_000, "currency", "KRW");
        return Map.of(
                "title", "An evening under attack",
                "venueId", venue,
                "visibleFrom", now.toString(),
                "grades", List.of(Map.of("name", "All", "price", price, "categories", List.of("VIP", "R", "S", "A"))),
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
                                10_000,
                                "admissionsPerSecond",
                                500,
                                "maxSeatsPerFan",
                                4));
    }

    private void awaitKnownEverywhere(StaffClient staff, String manager) throws IOException, InterruptedException {
        String stats = "/api/v1/admin/sales/" + saleId + "/stats";
        long deadline = System.nanoTime() + KNOWN_EVERYWHERE_MAX.toNanos();
        while (staff.statusOf(performancePath() + "/seats", null) != 200 || staff.statusOf(stats, manager) != 200) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the sale " + saleId + " was published, but not every service knows of it");
            }
            Thread.sleep(Duration.ofMillis(200)); // a main thread; services send no notification that they know a sale
        }
    }
}
