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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyTest {
    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);

    private Reply publish(String currency) {
        String venue = seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");
        Map<String, Object> event = Fixtures.event(venue, Instant.now().plus(Duration.ofDays(30)));
        event.put(
                "grades",
                List.of(Map.of(
                        "name",
                        "all",
                        "price",
                        Map.of("amount", 1_000, "currency", currency),
                        "categories",
                        List.of("R", "S"))));
        return seller.post("/api/v1/events", event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KRW", "USD", "JPY", "EUR"})
    void events_are_sold_in_currencies_that_the_provider_settles(String currency) {
        assertThat(publish(currency).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "CLF", "BYR", "ZWL"})
    void other_currencies_are_refused(String currency) {
        Reply reply = publish(currency);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("grades[0].price.currency");
    }
}
