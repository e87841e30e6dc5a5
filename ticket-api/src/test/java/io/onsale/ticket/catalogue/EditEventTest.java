package io.onsale.ticket.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.kafka.EventJson;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditEventTest {
    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private record Published(String id, String path, String saleId) {}

    private Published publish(Instant opensAt) {
        String venue = seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");
        Map<String, Object> event = Fixtures.event(venue, now.plusSeconds(86_400));
        event.put("sale", Fixtures.sale(opensAt, now.plusSeconds(7200)));
        event.put("visibleFrom", now.minusSeconds(60).toString());
        Reply reply = seller.post("/api/v1/events", event);
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return new Published(reply.text("/eventId"), "/api/v1/events/" + reply.text("/eventId"), reply.text("/saleId"));
    }

    private static List<SaleRevised> revisions(Published event) {
        return TicketShop.rows("select envelope from ticket.outbox where key = ? order by id", event.saleId()).stream()
                .map(row -> EventJson.read(String.valueOf(row.get("envelope"))).data())
                .filter(SaleRevised.class::isInstance)
                .map(SaleRevised.class::cast)
                .toList();
    }

    @Test
    void texts_change_at_any_time_and_the_others_are_told() {
        Published event = publish(now.minusSeconds(60));

        Reply reply = seller.patch(
                event.path(),
                Map.of(
                        "title",
                        "Another evening",
                        "description",
                        "First line\nSecond line",
                        "texts",
                        Map.of("ko", Map.of("title", "다른 밤"))));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        Reply shown = TicketShop.anybody().get(event.path());
        assertThat(shown.text("/title")).isEqualTo("Another evening");
        assertThat(shown.text("/description")).isEqualTo("First line\nSecond line");
        assertThat(shown.text("/texts/ko/title")).isEqualTo("다른 밤");
        assertThat(shown.json().at("/version").asLong()).isEqualTo(2);
        assertThat(revisions(event)).singleElement().satisfies(revised -> {
            assertThat(revised.revision()).isEqualTo(2);
            assertThat(revised.title()).isEqualTo("Another evening");
            assertThat(revised.cancelledBecause()).isNull();
        });
    }

    @Test
    void times_and_limits_change_before_the_lobby_opens() {
        Published event = publish(now.plusSeconds(3600));
        Instant opensAt = now.plusSeconds(1800);

        Reply reply = seller.patch(
                event.path(),
                Map.of(
                        "sale",
                        Map.of(
                                "lobbyOpensAt",
                                now.plusSeconds(900).toString(),
                                "opensAt",
                                opensAt.toString(),
                                "order",
                                "RANDOM",
                                "maxSeatsPerFan",
                                2)));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.text("/sale/opensAt")).isEqualTo(opensAt.toString());
        SaleRevised revised = revisions(event).getFirst();
        assertThat(revised.sale().order()).isEqualTo("RANDOM");
        assertThat(revised.sale().maxSeatsPerFan()).isEqualTo(2);
        assertThat(revised.sale().capacity()).isEqualTo(100);
        assertThat(revised.sale().closesAt()).isEqualTo(now.plusSeconds(7200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opensAt", "lobbyOpensAt", "order", "maxSeatsPerFan"})
    void once_the_lobby_is_open_each_refusal_says_why(String field) {
        Published event = publish(now.minusSeconds(60));
        Object value = switch (field) {
            case "order" -> "RANDOM";
            case "maxSeatsPerFan" -> 1;
            default -> now.plusSeconds(60).toString();
        };

        Reply reply = seller.patch(event.path(), Map.of("sale", Map.of(field, value)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("sale." + field);
        assertThat(reply.text("/errors/0/message")).contains("the lobby has opened");
        assertThat(revisions(event)).isEmpty();
    }

    @Test
    void the_end_of_a_running_sale_moves_but_not_into_the_past() {
        Published event = publish(now.minusSeconds(60));

        Reply later = seller.patch(
                event.path(),
                Map.of("sale", Map.of("closesAt", now.plusSeconds(9000).toString())));
        Reply past = seller.patch(
                event.path(),
                Map.of("sale", Map.of("closesAt", now.minusSeconds(1).toString())));
        Reply visible = seller.patch(
                event.path(), Map.of("visibleFrom", now.plusSeconds(60).toString()));

        assertThat(later.text("/sale/closesAt")).isEqualTo(now.plusSeconds(9000).toString());
        assertThat(past.text("/errors/0/field")).isEqualTo("sale.closesAt");
        assertThat(visible.text("/errors/0/field")).isEqualTo("visibleFrom");
    }

    @Test
    void the_result_keeps_the_rules_of_publishing() {
        Published event = publish(now.plusSeconds(3600));

        Reply reply = seller.patch(
                event.path(),
                Map.of("sale", Map.of("opensAt", now.plusSeconds(90_000).toString(), "maxSeatsPerFan", 21)));

        assertThat(reply.json().path("errors").toString())
                .contains("sale.closesAt", "sale.opensAt", "sale.maxSeatsPerFan");
        assertThat(seller.patch(event.path(), Map.of("capacity", 3)).text("/errors/0/field"))
                .isEqualTo("capacity");
    }

    @Test
    void only_its_seller_and_managers_change_an_event() {
        Published event = publish(now.plusSeconds(3600));
        Http other = TicketShop.as(OpaqueId.next(), Role.SELLER);

        assertThat(other.patch(event.path(), Map.of("title", "Mine")).problem()).isEqualTo("not-found");
        assertThat(TicketShop.newFan().http().patch(event.path(), Map.of()).problem())
                .isEqualTo("forbidden");
        assertThat(TicketShop.as(OpaqueId.next(), Role.MANAGER)
                        .patch(event.path(), Map.of("title", "Ours"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_date_is_added_once_for_its_key() {
        Published event = publish(now.minusSeconds(60));
        String key = OpaqueId.next();
        Map<String, Object> date = Map.of("startsAt", now.plusSeconds(200_000).toString());

        Reply first = seller.post(event.path() + "/performances", key, date);
        Reply second = seller.post(event.path() + "/performances", key, date);
        Reply taken = seller.post(event.path() + "/performances", date);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().path("performances")).hasSize(2);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(taken.text("/errors/0/field")).isEqualTo("startsAt");
        assertThat(revisions(event))
                .singleElement()
                .satisfies(revised -> assertThat(revised.performances()).hasSize(2));
    }

    @Test
    void no_date_is_added_after_the_sale() {
        Published event = publish(now.minusSeconds(60));
        TicketShop.change("update ticket.sale set closes_at = now() where event_id = ?", event.id());

        Reply reply = seller.post(
                event.path() + "/performances",
                Map.of("startsAt", now.plusSeconds(200_000).toString()));

        assertThat(reply.problem()).isEqualTo("event-not-changeable");
    }

    @Test
    void changes_at_the_same_time_are_told_in_their_order() {
        Published event = publish(now.minusSeconds(60));

        IntStream.range(0, 20)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> seller.patch(event.path(), Map.of("title", "Title " + i))))
                .toList()
                .forEach(CompletableFuture::join);

        assertThat(revisions(event))
                .extracting(SaleRevised::revision)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(2, 21).mapToObj(i -> (long) i).toList());
        assertThat(TicketShop.anybody().get(event.path()).text("/title"))
                .isEqualTo(revisions(event).getLast().title());
    }

    @Test
    void a_postponed_performance_keeps_its_old_date_and_its_reason() {
        Published event = publish(now.minusSeconds(60));
        String performance = seller.get(event.path()).text("/performances/0/performanceId");
        String path = event.path() + "/performances/" + performance + "/postponement";
        Instant to = now.plusSeconds(400_000);

        Reply reply = seller.post(path, Map.of("startsAt", to.toString(), "reason", "The singer is ill"));

        assertThat(reply.text("/status")).as(reply.body()).isEqualTo("POSTPONED");
        Reply shown = TicketShop.anybody().get(event.path());
        assertThat(shown.text("/performances/0/startsAt")).isEqualTo(to.toString());
        assertThat(shown.text("/performances/0/previousStartsAt"))
                .isEqualTo(now.plusSeconds(86_400).toString());
        assertThat(shown.text("/performances/0/reason")).isEqualTo("The singer is ill");
        assertThat(shown.text("/reason")).isEqualTo("The singer is ill");
        assertThat(revisions(event).getFirst().performances().getFirst().startsAt())
                .isEqualTo(to);
        assertThat(seller.post(
                                event.path() + "/performances/" + OpaqueId.next() + "/postponement",
                                Map.of("startsAt", to.toString(), "reason", "x"))
                        .problem())
                .isEqualTo("not-found");
    }
}
