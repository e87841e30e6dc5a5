package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VenuesTest {
    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);

    private Reply venue(String timeZone) {
        Map<String, Object> venue = Fixtures.venue(Fixtures.smallPlan());
        venue.put("timeZone", timeZone);
        return seller.post("/api/v1/venues", venue);
    }

    @Test
    void a_venue_has_its_time_zone_and_the_seats_of_each_category() {
        String id = venue("America/New_York").text("/venueId");

        Reply shown = seller.get("/api/v1/venues/" + id);

        assertThat(shown.text("/timeZone")).isEqualTo("America/New_York");
        assertThat(shown.text("/location")).isEqualTo("Seoul");
        assertThat(shown.text("/seatsByCategory/0/category")).isEqualTo("R");
        assertThat(shown.json().at("/seatsByCategory/0/seatCount").asInt()).isEqualTo(3);
    }

    @Test
    void a_venue_without_a_time_zone_is_in_korea() {
        Reply reply = seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()));

        assertThat(reply.text("/timeZone")).isEqualTo("Asia/Seoul");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Seoul", "+09:00", "GMT+9", "Asia/seoul"})
    void what_is_no_region_is_refused(String timeZone) {
        Reply reply = venue(timeZone);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("timeZone");
    }

    @Test
    void pages_of_venues_show_each_of_the_sellers_once() {
        List<String> mine = List.of(
                venue("Asia/Seoul").text("/venueId"),
                venue("Asia/Tokyo").text("/venueId"),
                venue("Asia/Seoul").text("/venueId"));

        List<String> seen = new ArrayList<>();
        Reply first = seller.get("/api/v1/venues?limit=2");
        Reply second = seller.get("/api/v1/venues?limit=2&after=" + first.text("/next"));
        List.of(first, second)
                .forEach(page -> page.json()
                        .path("venues")
                        .forEach(venue -> seen.add(venue.path("venueId").asString())));

        assertThat(seen).containsExactlyElementsOf(mine.reversed());
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(seller.get("/api/v1/venues?after=" + OpaqueId.next()).text("/errors/0/field"))
                .isEqualTo("after");
    }

    @Test
    void a_venue_and_its_plan_are_for_its_seller_and_managers() {
        String path = "/api/v1/venues/" + venue("Asia/Seoul").text("/venueId");
        Http other = TicketShop.as(OpaqueId.next(), Role.SELLER);
        Http manager = TicketShop.as(OpaqueId.next(), Role.MANAGER);

        assertThat(seller.get(path + "/plan").text("/zones/0/rows/0/seats/0/id"))
                .isEqualTo("A-1");
        assertThat(manager.get(path).status()).isEqualTo(200);
        assertThat(manager.get(path + "/plan").status()).isEqualTo(200);
        assertThat(other.get(path).problem()).isEqualTo("not-found");
        assertThat(other.get(path + "/plan").problem()).isEqualTo("not-found");
        assertThat(TicketShop.newFan().http().get(path).problem()).isEqualTo("forbidden");
    }

    @Test
    void an_event_tells_its_venue() {
        String id = venue("Asia/Tokyo").text("/venueId");
        Reply published =
                seller.post("/api/v1/events", Fixtures.event(id, Instant.now().plusSeconds(86_400)));

        Reply shown = TicketShop.anybody().get("/api/v1/events/" + published.text("/eventId"));

        assertThat(shown.text("/venue/name")).isEqualTo("Small hall");
        assertThat(shown.text("/venue/timeZone")).isEqualTo("Asia/Tokyo");
        assertThat(shown.text("/venueId")).isEqualTo(id);
        assertThat(shown.text("/status")).isEqualTo("SCHEDULED");
    }
}
