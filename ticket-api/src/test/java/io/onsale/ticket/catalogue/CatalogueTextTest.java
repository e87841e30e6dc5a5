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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names typed by sellers, and parameters of lists. */
class CatalogueTextTest {
    private static final Instant START = Instant.now().plus(Duration.ofDays(30));
    private static final String COMPOSED = "Lo\u00e9ge";
    private static final String DECOMPOSED = "Loe\u0301ge";

    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);

    /** A plan whose first category and its seats are called {@code name}. */
    private static Map<String, Object> planWith(String category, String seats) {
        Map<String, Object> plan = Fixtures.smallPlan();
        plan.put("categories", List.of(Map.of("name", category), Map.of("name", "S")));
        plan.put(
                "zones",
                List.of(Map.of(
                        "position",
                        Map.of("x", 0, "y", 0),
                        "rows",
                        List.of(Fixtures.row("A", 0, seats), Fixtures.row("B", 1, "S")))));
        return plan;
    }

    private Map<String, Object> event(String venue, String first, String second) {
        Map<String, Object> event = Fixtures.event(venue, START);
        event.put("grades", List.of(Fixtures.grade(first, 165_000), Fixtures.grade(second, 99_000)));
        return event;
    }

    @Test
    void a_category_is_the_same_in_every_spelling_and_is_shown_as_it_is_stored() {
        Reply venue = seller.post("/api/v1/venues", Fixtures.venue(planWith(" " + DECOMPOSED, COMPOSED + "\u200b")));
        assertThat(venue.status()).as(venue.body()).isEqualTo(201);
        assertThat(venue.text("/categories/0")).isEqualTo(COMPOSED);

        Map<String, Object> wish = event(venue.text("/venueId"), DECOMPOSED + " ", "S");
        wish.put("title", " " + DECOMPOSED + " ");
        Reply published = seller.post("/api/v1/events", wish);
        assertThat(published.status()).as(published.body()).isEqualTo(201);

        Reply event = seller.get("/api/v1/events/" + published.text("/eventId"));
        assertThat(event.text("/title")).isEqualTo(COMPOSED);
        assertThat(event.text("/grades/0/name")).isEqualTo(COMPOSED);
        assertThat(event.text("/grades/0/categories/0")).isEqualTo(COMPOSED);
    }

    @Test
    void two_categories_or_grades_that_become_one_are_refused_with_their_path() {
        Map<String, Object> plan = planWith(COMPOSED, COMPOSED);
        plan.put("categories", List.of(Map.of("name", COMPOSED), Map.of("name", DECOMPOSED), Map.of("name", "S")));
        Reply twice = seller.post("/api/v1/venues", Fixtures.venue(plan));
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.text("/errors/0/field")).isEqualTo("seatingPlan.categories[1].name");

        String venue = seller.post("/api/v1/venues", Fixtures.venue(planWith(COMPOSED, COMPOSED)))
                .text("/venueId");
        Map<String, Object> wish = event(venue, COMPOSED, "S");
        List<Object> grades = new ArrayList<>((List<?>) wish.get("grades"));
        Map<String, Object> other = new HashMap<>(Fixtures.grade(DECOMPOSED, 1_000));
        grades.add(other);
        wish.put("grades", grades);
        Reply grade = seller.post("/api/v1/events", wish);
        assertThat(grade.status()).isEqualTo(400);
        assertThat(grade.text("/errors/0/field")).isEqualTo("grades[2].name");
        assertThat(grade.body()).contains("grades[2].categories[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u3164", "\u2800", "Night\u202e", "Night\n", "Night\u2028x", "\ufe0f"})
    void titles_grades_venues_and_addresses_are_visible_text(String text) {
        String venue = seller.post("/api/v1/venues", Fixtures.venue(planWith("R", "R")))
                .text("/venueId");
        Map<String, Object> titled = event(venue, "R", "S");
        titled.put("title", text.equals("Night\n") ? "Ni\nght" : text);
        Map<String, Object> graded = event(venue, "R", "S");
        Map<String, Object> grade = new HashMap<>(Fixtures.grade("R", 1_000));
        grade.put("name", text.equals("Night\n") ? "Ni\nght" : text);
        graded.put("grades", List.of(grade, Fixtures.grade("S", 99_000)));
        Map<String, Object> named = Fixtures.venue(planWith("R", "R"));
        named.put("name", text.equals("Night\n") ? "Ni\nght" : text);
        Map<String, Object> located = Fixtures.venue(planWith("R", "R"));
        located.put("location", text.equals("Night\n") ? "Ni\nght" : text);

        assertThat(seller.post("/api/v1/events", titled).text("/errors/0/field"))
                .isEqualTo("title");
        assertThat(seller.post("/api/v1/events", graded).text("/errors/0/field"))
                .isEqualTo("grades[0].name");
        assertThat(seller.post("/api/v1/venues", named).text("/errors/0/field")).isEqualTo("name");
        assertThat(seller.post("/api/v1/venues", located).text("/errors/0/field"))
                .isEqualTo("location");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/events?after=nope, after",
        "/api/v1/events?after=, after",
        "/api/v1/events?after=%00, after",
        "/api/v1/events?after=a%20b, after",
        "/api/v1/events?limit=abc, limit",
        "/api/v1/events?limit=-1, limit",
        "/api/v1/events?limit=0, limit",
        "/api/v1/events?limit=101, limit",
        "/api/v1/events?limit=1.0, limit",
        "/api/v1/events?limit=9223372036854775808, limit",
        "/api/v1/events?limit=1&limit=2, limit",
        "/api/v1/events?after=a&after=b, after",
    })
    void what_a_list_cannot_be_asked_is_refused_by_name(String path, String field) {
        Reply reply = TicketShop.anybody().get(path);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/bookings", "/api/v1/tickets"})
    void a_cursor_of_an_unknown_or_foreign_item_is_refused(String list) {
        TicketShop.Fan ann = TicketShop.newFan();
        TicketShop.Fan bob = TicketShop.newFan();
        String anns = TicketShop.newBooking(ann, TicketShop.newEvening(), 1);

        for (String after : List.of("nope", OpaqueId.next(), "", "x".repeat(65), anns)) {
            Reply reply = bob.http().get(list + "?after=" + after);
            assertThat(reply.status()).as(after).isEqualTo(400);
            assertThat(reply.text("/errors/0/field")).isEqualTo("after");
        }
        assertThat(ann.http().get("/api/v1/bookings?after=" + anns).status()).isEqualTo(200);
        assertThat(ann.http().get(list + "?utm_source=mail").status()).isEqualTo(200);
    }
}
