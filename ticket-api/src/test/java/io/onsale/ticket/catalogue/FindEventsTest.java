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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindEventsTest {
    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);
    private final String word = OpaqueId.next();
    private final Instant now = Instant.now();

    private String publish(String title, Instant opensAt, Instant closesAt) {
        Map<String, Object> venue = Fixtures.venue(Fixtures.smallPlan());
        venue.put("name", "Hall " + word);
        venue.put("location", "12 Street_" + word);
        String venueId = seller.post("/api/v1/venues", venue).text("/venueId");
        Map<String, Object> event = Fixtures.event(venueId, now.plusSeconds(86_400));
        event.put("title", title);
        event.put("visibleFrom", now.minusSeconds(120).toString());
        event.put("texts", Map.of("en", Map.of("title", "Night of " + word)));
        event.put("sale", Fixtures.sale(opensAt, closesAt));
        Reply reply = seller.post("/api/v1/events", event);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.text("/eventId");
    }

    private String publish(String title) {
        return publish(title, now.minusSeconds(60), now.plusSeconds(3600));
    }

    private static List<String> ids(Http caller, String query) {
        List<String> ids = new ArrayList<>();
        caller.get("/api/v1/events?limit=100&" + query)
                .json()
                .path("events")
                .forEach(event -> ids.add(event.path("eventId").asString()));
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"hALL%20", "street_", "night%20of%20"})
    void an_event_is_found_by_title_venue_and_address_in_any_case(String before) {
        String event = publish("밤의 노래");

        assertThat(ids(TicketShop.anybody(), "q=" + before + word)).containsExactly(event);
        assertThat(TicketShop.anybody().get("/api/v1/events/" + event).text("/texts/en/title"))
                .isEqualTo("Night of " + word);
    }

    @Test
    void signs_of_patterns_are_ordinary_characters() {
        String event = publish("100% " + word + "_x");

        assertThat(ids(TicketShop.anybody(), "q=100%25%20" + word)).containsExactly(event);
        assertThat(ids(TicketShop.anybody(), "q=" + word + "%25x")).isEmpty();
        assertThat(ids(TicketShop.anybody(), "q=10__%20" + word)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60, 3600, upcoming", "-60, 3600, onsale", "-60, 1, past"})
    void each_event_is_in_one_stage(long opensIn, long closesIn, String stage) {
        String event = publish("Stages", now.plusSeconds(opensIn), now.plusSeconds(3600));
        TicketShop.change(
                "update ticket.sale set closes_at = now() + interval '1 second' * ? where event_id = ?",
                closesIn == 1 ? -1 : closesIn,
                event);

        for (String status : List.of("upcoming", "onsale", "past")) {
            assertThat(ids(seller, "status=" + status + "&q=" + word).contains(event))
                    .as(status)
                    .isEqualTo(status.equals(stage));
        }
    }

    @Test
    void an_event_whose_performances_are_over_is_past() {
        String event = publish("Over");
        TicketShop.change("update ticket.performance set starts_at = now() where event_id = ?", event);

        assertThat(ids(seller, "status=past&q=" + word)).containsExactly(event);
        assertThat(ids(seller, "status=onsale&q=" + word)).isEmpty();
    }

    @Test
    void a_sellers_own_list_has_hidden_events_and_no_others() {
        String hidden = publish("Hidden", now.plusSeconds(600), now.plusSeconds(900));
        TicketShop.change(
                "update ticket.event set visible_from = now() + interval '5 minutes' where event_id = ?", hidden);
        TicketShop.newEvening();

        assertThat(ids(seller, "seller=me")).containsExactly(hidden);
        assertThat(ids(TicketShop.anybody(), "q=" + word)).isEmpty();
        assertThat(ids(TicketShop.as(OpaqueId.next(), Role.MANAGER), "q=" + word))
                .containsExactly(hidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=", "status=ONSALE", "seller=you", "seller=me"})
    void what_cannot_be_asked_is_refused_by_name(String query) {
        Reply reply = TicketShop.anybody().get("/api/v1/events?" + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(query.substring(0, query.indexOf('=')));
        assertThat(TicketShop.anybody()
                        .get("/api/v1/events?q=" + "x".repeat(101))
                        .text("/errors/0/field"))
                .isEqualTo("q");
    }
}
