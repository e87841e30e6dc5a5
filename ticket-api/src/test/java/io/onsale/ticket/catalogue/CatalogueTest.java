package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.kafka.EventJson;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final Instant START = Instant.now().plus(Duration.ofDays(30));

    private final String sellerId = OpaqueId.next();
    private final Http seller = TicketShop.as(sellerId, Role.SELLER);

    private String venue() {
        return seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");
    }

    @Test
    void a_venue_is_written_down_once_for_its_key() {
        String key = OpaqueId.next();
        Map<String, Object> venue = Fixtures.venue(Fixtures.smallPlan());

        Reply first = seller.post("/api/v1/venues", key, venue);
        Reply second = seller.post("/api/v1/venues", key, venue);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().path("seatCount").asInt()).isEqualTo(6);
        assertThat(first.json().path("categories")).hasSize(2);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(TicketShop.value("select count(*) from ticket.venue where seller_id = ?", sellerId))
                .isEqualTo(1L);
    }

    @Test
    void a_plan_of_more_than_64_kilobytes_is_read() {
        List<Object> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> (Object) Fixtures.row("R" + i, i, "R"))
                .toList();
        Map<String, Object> plan = Fixtures.smallPlan();
        plan.put("zones", List.of(Map.of("position", Map.of("x", 0, "y", 0), "rows", rows)));

        Reply reply = seller.post("/api/v1/venues", Fixtures.venue(plan));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("seatCount").asInt()).isEqualTo(6_000);
    }

    @Test
    void errors_of_a_plan_name_their_path() {
        Map<String, Object> wrongType = Fixtures.smallPlan();
        wrongType.put("zones", List.of(Map.of("position", Map.of("x", "left", "y", 0), "rows", List.of())));
        Map<String, Object> noCategory = Fixtures.smallPlan();
        noCategory.put("categories", List.of(Map.of("name", "R")));

        Reply type = seller.post("/api/v1/venues", Fixtures.venue(wrongType));
        Reply category = seller.post("/api/v1/venues", Fixtures.venue(noCategory));

        assertThat(type.problem()).isEqualTo("seating-plan-invalid");
        assertThat(type.text("/errors/0/field")).isEqualTo("seatingPlan.zones[0].position.x");
        assertThat(category.status()).isEqualTo(400);
        assertThat(category.text("/errors/0/field")).isEqualTo("seatingPlan.zones[0].rows[1].seats[0].category");
        assertThat(category.text("/detail")).contains("seatingPlan.zones[0].rows[1].seats[0].category");
    }

    @Test
    void what_is_harmless_in_a_plan_is_left_out_with_a_warning() {
        Map<String, Object> plan = Fixtures.smallPlan();
        plan.put("rooms", List.of());

        Reply reply = seller.post("/api/v1/venues", Fixtures.venue(plan));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/warnings/0/field")).isEqualTo("seatingPlan.rooms");
    }

    @Test
    void a_hall_without_a_seat_for_sale_has_no_events() {
        Map<String, Object> plan = Fixtures.smallPlan();
        plan.put("categories", List.of());
        plan.put(
                "zones",
                List.of(Map.of("position", Map.of("x", 0, "y", 0), "rows", List.of(Fixtures.row("A", 0, "")))));
        Reply venue = seller.post("/api/v1/venues", Fixtures.venue(plan));
        assertThat(venue.status()).isEqualTo(201);

        Reply event = seller.post("/api/v1/events", Fixtures.event(venue.text("/venueId"), START));

        assertThat(event.status()).isEqualTo(400);
        assertThat(event.text("/errors/0/field")).isEqualTo("venueId");
    }

    @Test
    void a_venue_has_a_name_and_nothing_unknown_and_is_json() {
        Map<String, Object> nameless = Fixtures.venue(Fixtures.smallPlan());
        nameless.remove("name");
        Map<String, Object> strange = Fixtures.venue(Fixtures.smallPlan());
        strange.put("owner", "me");

        assertThat(seller.post("/api/v1/venues", nameless).text("/errors/0/field"))
                .isEqualTo("name");
        assertThat(seller.post("/api/v1/venues", strange).text("/errors/0/field"))
                .isEqualTo("owner");
        assertThat(seller.post("/api/v1/venues", "{\"name\":").problem()).isEqualTo("malformed-request");
        assertThat(seller.post("/api/v1/venues", "").problem()).isEqualTo("malformed-request");
        assertThat(seller.post("/api/v1/venues", "\"" + "x".repeat(17 * 1024 * 1024) + "\"")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void only_sellers_write_venues_and_events() {
        for (Role role : List.of(Role.FAN, Role.GATE, Role.MANAGER, Role.SERVICE)) {
            Http other = TicketShop.as(OpaqueId.next(), role);
            assertThat(other.post("/api/v1/venues", Map.of()).problem()).isEqualTo("forbidden");
            assertThat(other.post("/api/v1/events", Map.of()).problem()).isEqualTo("forbidden");
        }
    }

    @Test
    void a_published_event_is_shown_and_its_plan_is_published() {
        Reply reply = seller.post("/api/v1/events", Fixtures.event(venue(), START));

        assertThat(reply.status()).isEqualTo(201);
        String eventId = reply.text("/eventId");
        Reply shown = TicketShop.anybody().get("/api/v1/events/" + eventId);
        assertThat(shown.text("/sale/saleId")).isEqualTo(reply.text("/saleId"));
        assertThat(shown.json().at("/grades/0/price/amount").asLong()).isEqualTo(165_000);
        assertThat(shown.text("/performances/0/performanceId")).isEqualTo(reply.text("/performances/0/performanceId"));
        EventEnvelope<OnsaleEvent> envelope = EventJson.read(String.valueOf(
                TicketShop.value("select envelope from ticket.outbox where key = ?", reply.text("/saleId"))));
        assertThat(envelope.data()).isInstanceOfSatisfying(SalePublished.class, published -> {
            assertThat(published.eventId()).isEqualTo(eventId);
            assertThat(published.plan().seatCount()).isEqualTo(6);
            assertThat(published.sale().maxSeatsPerFan()).isEqualTo(4);
        });
    }

    @Test
    void an_equal_request_publishes_once() {
        String key = OpaqueId.next();
        Map<String, Object> event = Fixtures.event(venue(), START);

        Reply first = seller.post("/api/v1/events", key, event);
        Reply second = seller.post("/api/v1/events", key, event);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(TicketShop.value("select count(*) from ticket.event where seller_id = ?", sellerId))
                .isEqualTo(1L);
    }

    private static Arguments wrong(String field, Consumer<Map<String, Object>> damage) {
        return Arguments.of(field, damage);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sale(Map<String, Object> event) {
        return (Map<String, Object>) event.getOrDefault("sale", Map.of());
    }

    static Stream<Arguments> damages() {
        Instant now = Instant.now();
        return Stream.of(
                wrong("title", event -> event.put("title", " ")),
                wrong("venueId", event -> event.put("venueId", "nowhere")),
                wrong("grades", event -> event.put("grades", List.of())),
                wrong(
                        "grades[1].categories[0]",
                        event -> event.put(
                                "grades",
                                List.of(Fixtures.grade("R", 1), Fixtures.grade("VIP", 1), Fixtures.grade("S", 1)))),
                wrong(
                        "grades[2].categories[0]",
                        event -> event.put(
                                "grades",
                                List.of(
                                        Fixtures.grade("R", 1),
                                        Fixtures.grade("S", 1),
                                        Map.of(
                                                "name",
                                                "R again",
                                                "price",
                                                Map.of("amount", 1, "currency", "KRW"),
                                                "categories",
                                                List.of("R"))))),
                wrong(
                        "grades[0].price.amount",
                        event -> event.put("grades", List.of(Fixtures.grade("R", 0), Fixtures.grade("S", 1)))),
                wrong(
                        "grades[1].price.currency",
                        event -> event.put(
                                "grades",
                                List.of(
                                        Fixtures.grade("R", 1),
                                        Map.of(
                                                "name",
                                                "S",
                                                "price",
                                                Map.of("amount", 1, "currency", "USD"),
                                                "categories",
                                                List.of("S"))))),
                wrong("performances", event -> event.put("performances", List.of())),
                wrong(
                        "performances[0].startsAt",
                        event -> event.put(
                                "performances",
                                List.of(Map.of(
                                        "startsAt", now.minusSeconds(3600).toString())))),
                wrong(
                        "sale.closesAt",
                        event ->
                                sale(event).put("closesAt", now.minusSeconds(90).toString())),
                wrong(
                        "sale.lobbyOpensAt",
                        event -> sale(event)
                                .put("lobbyOpensAt", now.plusSeconds(90).toString())),
                wrong(
                        "visibleFrom",
                        event -> event.put("visibleFrom", now.plusSeconds(90).toString())),
                wrong("title", event -> event.put("title", "An evening\u0000")),
                wrong("venueId", event -> event.put("venueId", "\u0000")),
                wrong("sale.order", event -> sale(event).put("order", "ALPHABET")),
                wrong("sale.capacity", event -> sale(event).put("capacity", 0)),
                wrong("sale.capacity", event -> sale(event).put("capacity", 1_000_001)),
                wrong("sale.admissionsPerSecond", event -> sale(event).put("admissionsPerSecond", -1)),
                wrong("sale.maxSeatsPerFan", event -> sale(event).put("maxSeatsPerFan", 21)),
                wrong("sale.capacity", event -> sale(event).remove("capacity")),
                wrong("sale.colour", event -> sale(event).put("colour", "red")),
                wrong("sale.opensAt", event -> sale(event).put("opensAt", "tomorrow")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void errors_of_an_event_name_their_path(String field, Consumer<Map<String, Object>> damage) {
        Map<String, Object> event = Fixtures.event(venue(), START);
        damage.accept(event);

        Reply reply = seller.post("/api/v1/events", event);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        reply.json()
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asString()));
        assertThat(fields).contains(field);
    }

    @Test
    void a_venue_is_made_from_a_list_of_seats() {
        Map<String, Object> venue = Fixtures.venue(Fixtures.smallPlan());
        venue.remove("seatingPlan");
        venue.put("seatList", "zone,row,seat,category\nA,1,1,R\nA,1,2,R\nA,1,3,\n");

        Reply made = seller.post("/api/v1/venues", venue);
        venue.put("seatList", "zone,row,seat,category\nA,1,1,R\nA,1,1,R\n");
        Reply wrong = seller.post("/api/v1/venues", venue);
        venue.put("seatingPlan", Fixtures.smallPlan());
        Reply both = seller.post("/api/v1/venues", venue);

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().path("seatCount").asInt()).isEqualTo(3);
        assertThat(made.text("/seatsByCategory/0/category")).isEqualTo("R");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("/errors/0/field")).isEqualTo("seatList[3]");
        assertThat(both.text("/errors/0/field")).isEqualTo("seatList");
    }

    @Test
    void a_category_that_no_grade_sells_is_allowed() {
        Map<String, Object> event = Fixtures.event(venue(), START);
        event.put("grades", List.of(Fixtures.grade("R", 1)));

        Reply reply = seller.post("/api/v1/events", event);

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    }

    /** As a client writes "never", as Postgres cannot hold it, as a number, as no time at all. */
    static Stream<Object> noTimes() {
        return Stream.of(
                "+1000000000-12-31T23:59:59.999999999Z",
                "+999999999-12-31T23:59:59Z",
                "+300000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "1999-12-31T23:59:59.999999999Z",
                "1970-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                1796194806000L,
                1796108765,
                1796108765.3,
                "1796194806000",
                true,
                List.of(2027, 1, 9),
                Map.of("epochSecond", 1796108765),
                "",
                "2027-01-09T10:00:00",
                "2027-01-09T23:59:60Z",
                "2027-01-09T24:00:00Z");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noTimes")
    void a_time_that_a_follower_could_not_apply_is_refused_by_its_path(Object noTime) {
        Http fresh = TicketShop.as(OpaqueId.next(), Role.SELLER);
        String venueId = fresh.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");

        for (String field : List.of(
                "visibleFrom", "performances[0].startsAt", "sale.lobbyOpensAt", "sale.opensAt", "sale.closesAt")) {
            Map<String, Object> event = Fixtures.event(venueId, START);
            switch (field) {
                case "visibleFrom" -> event.put(field, noTime);
                case "performances[0].startsAt" -> event.put("performances", List.of(Map.of("startsAt", noTime)));
                default -> sale(event).put(field.substring("sale.".length()), noTime);
            }

            Reply reply = fresh.post("/api/v1/events", event);

            assertThat(reply.status()).as(field + ": " + reply.body()).isEqualTo(400);
            assertThat(reply.text("/errors/0/field")).isEqualTo(field);
            assertThat(reply.text("/errors/0/message")).contains("2000-01-01T00:00:00Z", "ISO-8601");
        }
    }

    @Test
    void a_time_is_the_same_in_every_answer_and_in_the_event() {
        Map<String, Object> event = Fixtures.event(venue(), START);
        event.put("performances", List.of(Map.of("startsAt", "2199-12-31t23:59:59.999999999z")));
        event.remove("visibleFrom"); // now, by our own clock
        sale(event).put("opensAt", "2027-03-01T09:00:00.123456789+09:00");
        sale(event).put("closesAt", "2199-12-31T23:59:59.999999999Z");

        Reply reply = seller.post("/api/v1/events", event);

        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        assertThat(reply.text("/performances/0/startsAt")).isEqualTo("2199-12-31T23:59:59.999999Z");
        Reply shown = seller.get("/api/v1/events/" + reply.text("/eventId"));
        assertThat(shown.text("/performances/0/startsAt")).isEqualTo("2199-12-31T23:59:59.999999Z");
        assertThat(shown.text("/sale/opensAt")).isEqualTo("2027-03-01T00:00:00.123456Z");
        assertThat(shown.text("/sale/closesAt")).isEqualTo("2199-12-31T23:59:59.999999Z");
        EventEnvelope<OnsaleEvent> envelope = EventJson.read(String.valueOf(
                TicketShop.value("select envelope from ticket.outbox where key = ?", reply.text("/saleId"))));
        assertThat(envelope.data()).isInstanceOfSatisfying(SalePublished.class, published -> {
            assertThat(published.sale().opensAt()).isEqualTo("2027-03-01T00:00:00.123456Z");
            assertThat(published.performances().getFirst().startsAt()).isEqualTo("2199-12-31T23:59:59.999999Z");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "location"})
    void a_venues_texts_have_no_control_characters(String field) {
        Map<String, Object> venue = Fixtures.venue(Fixtures.smallPlan());
        venue.put(field, "Hall\u0000");

        Reply reply = seller.post("/api/v1/venues", venue);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events/%00", "/api/v1/events?after=%00"})
    void an_events_id_has_no_control_characters(String path) {
        assertThat(TicketShop.anybody().get(path).problem()).isEqualTo("validation-failed");
    }

    @Test
    void another_sellers_venue_is_no_venue() {
        Http other = TicketShop.as(OpaqueId.next(), Role.SELLER);

        Reply reply = other.post("/api/v1/events", Fixtures.event(venue(), START));

        assertThat(reply.text("/errors/0/field")).isEqualTo("venueId");
    }

    @Test
    void before_it_is_visible_only_its_seller_and_managers_see_an_event() {
        Instant later = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MICROS); // the precision of the store
        Map<String, Object> event = Fixtures.event(venue(), START);
        event.put("visibleFrom", later.toString());
        event.put("sale", Fixtures.sale(later, later.plusSeconds(600)));
        Reply published = seller.post("/api/v1/events", event);
        String eventId = published.text("/eventId");
        String path = "/api/v1/events/" + eventId;

        assertThat(TicketShop.as(OpaqueId.next(), Role.MANAGER).get(path).status())
                .isEqualTo(200);
        assertThat(TicketShop.value(
                        "select envelope::json -> 'data' ->> 'visibleFrom' from ticket.outbox where key = ?",
                        published.text("/saleId")))
                .isEqualTo(later.toString());
        assertThat(TicketShop.anybody().get(path).problem()).isEqualTo("not-found");
        assertThat(TicketShop.newFan().http().get(path).status()).isEqualTo(404);
        assertThat(TicketShop.as(OpaqueId.next(), Role.SELLER).get(path).status())
                .isEqualTo(404);
        assertThat(seller.get(path).status()).isEqualTo(200);
        assertThat(TicketShop.anybody().get("/api/v1/events?limit=100").body()).doesNotContain(eventId);
        assertThat(seller.get("/api/v1/events?limit=100").body()).contains(eventId);
    }

    @Test
    void pages_of_events_show_each_once() {
        String venue = venue();
        List<String> mine = IntStream.range(0, 3)
                .mapToObj(i -> seller.post("/api/v1/events", Fixtures.event(venue, START))
                        .text("/eventId"))
                .toList();

        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            Reply page = TicketShop.anybody().get("/api/v1/events?limit=2" + after);
            page.json()
                    .path("events")
                    .forEach(event -> seen.add(event.path("eventId").asString()));
            after = page.json().hasNonNull("next") ? "&after=" + page.text("/next") : "";
        } while (!after.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().containsAll(mine);
        assertThat(TicketShop.anybody().get("/api/v1/events?limit=0").status()).isEqualTo(400);
    }
}
