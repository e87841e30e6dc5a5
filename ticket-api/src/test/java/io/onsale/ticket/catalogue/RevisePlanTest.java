package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A newer plan of a venue may add seats and never drops one. */
class RevisePlanTest {
    private static final String HEADER = "zone,row,seat,category\n";
    private static Http seller;

    @BeforeAll
    static void start() {
        seller = TicketShop.as(OpaqueId.next(), Role.SELLER);
    }

    private static String seats(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(seat -> "A,1," + seat + ",R\n")
                .collect(Collectors.joining());
    }

    private static String venueOf(int seats) {
        Map<String, Object> venue = Map.of("name", "Hall", "location", "Seoul", "seatList", HEADER + seats(1, seats));
        return seller.post("/api/v1/venues", venue).text("/venueId");
    }

    private static Reply revise(String venue, String list) {
        return seller.put("/api/v1/venues/" + venue + "/plan", Map.of("seatList", HEADER + list));
    }

    private static int seatCount(String venue) {
        return seller.get("/api/v1/venues/" + venue).json().path("seatCount").asInt();
    }

    @Test
    void a_newer_plan_may_add_seats_and_categories() {
        String venue = venueOf(3);

        Reply reply = revise(venue, seats(1, 4) + "B,1,1,S\n");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("seatCount").asInt()).isEqualTo(5);
        assertThat(reply.text("/categories/1")).isEqualTo("S");
        assertThat(seller.get("/api/v1/venues/" + venue + "/plan").body()).contains("A/1/4", "B/1/1");
        assertThat(revise(venue, seats(1, 4) + "B,1,1,S\n").status()).isEqualTo(200);
    }

    @Test
    void each_dropped_seat_is_named_and_nothing_is_stored() {
        String venue = venueOf(150);

        Reply two = revise(venue, seats(3, 200));
        Reply all = revise(venue, "B,1,1,R\n");

        assertThat(two.status()).isEqualTo(400);
        assertThat(two.text("/type")).endsWith("seating-plan-invalid");
        assertThat(two.json().path("errors")).hasSize(2);
        assertThat(two.text("/errors/0/message")).isEqualTo("lacks the venue's seat A/1/1");
        assertThat(all.json().path("errors")).hasSize(101);
        assertThat(all.text("/errors/100/message")).isEqualTo("lacks 50 more of its seats");
        assertThat(seatCount(venue)).isEqualTo(150);
    }

    @Test
    void another_sellers_venue_does_not_exist() {
        String venue = venueOf(1);
        Http other = TicketShop.as(OpaqueId.next(), Role.SELLER);

        Reply reply = other.put("/api/v1/venues/" + venue + "/plan", Map.of("seatList", HEADER + seats(1, 2)));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(seatCount(venue)).isEqualTo(1);
    }

    @Test
    void a_plan_that_cannot_be_used_is_refused_by_its_path() {
        String venue = venueOf(1);
        String path = "/api/v1/venues/" + venue + "/plan";

        assertThat(revise(venue, "A,1,1,R\nA,,2,R\n").text("/errors/0/field")).isEqualTo("seatList[3].row");
        assertThat(seller.put(path, Map.of("seatingPlan", Map.of())).text("/errors/0/field"))
                .isEqualTo("seatingPlan.name");
        assertThat(seller.put(path, Map.of("colour", "red")).status()).isEqualTo(400);
    }

    @Test
    void an_event_keeps_the_plan_that_it_was_published_with() {
        String venue = venueOf(2);
        Map<String, Object> event = Fixtures.event(venue, Instant.now().plus(Duration.ofDays(30)));
        event.put("grades", List.of(Fixtures.grade("R", 1_000)));
        String sale = seller.post("/api/v1/events", event).text("/saleId");

        revise(venue, seats(1, 9));

        List<Map<String, Object>> published = TicketShop.rows(
                "select envelope from ticket.outbox where key = ? and envelope like '%\"zones\"%'", sale);
        assertThat(published)
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).contains("A/1/2").doesNotContain("A/1/9", "features"));
    }

    @Test
    void of_two_newer_plans_at_a_time_none_drops_a_seat_of_the_other() throws Exception {
        String venue = venueOf(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String own = "Z" + i + ",1,1,R\n";
                replies.add(threads.submit(() -> revise(venue, seats(1, 1) + own)));
            }
            int accepted = 0;
            for (Future<Reply> reply : replies) {
                accepted += reply.get().status() == 200 ? 1 : 0;
            }

            assertThat(accepted).isEqualTo(1);
            assertThat(seatCount(venue)).isEqualTo(2);
        }
    }
}
