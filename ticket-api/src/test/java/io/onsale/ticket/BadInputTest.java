package io.onsale.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.DocumentFuzz;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class BadInputTest {
    private static final String[] UNLIMITED = {
        "--onsale.request-limit.per-caller=0",
        "--onsale.sign-in.failures-per-account-and-address=0",
        "--onsale.sign-in.failures-per-account=0",
        "--onsale.sign-in.failures-per-address=0",
        "--onsale.sign-in.sign-ups-per-address=0"
    };

    @Test
    void no_operation_answers_nonsense_by_a_fault_or_by_what_it_does_not_document() {
        Evening evening = TicketShop.newEvening();
        Fan fan = TicketShop.newFan();
        String booking = TicketShop.newBooking(fan, evening, 1);
        String venue = TicketShop.as("seller", Role.SELLER)
                .post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");
        Map<String, Object> known = Map.ofEntries(
                Map.entry("eventId", evening.eventId()),
                Map.entry("saleId", evening.saleId()),
                Map.entry("performanceId", evening.performanceId()),
                Map.entry("bookingId", booking),
                Map.entry("venueId", venue),
                Map.entry("Idempotency-Key", DocumentFuzz.KEY),
                Map.entry("email", "nobody@tests.onsale"),
                Map.entry("password", "correct horse"),
                Map.entry("name", "Nobody"),
                Map.entry("POST /api/v1/venues", Fixtures.venue(Fixtures.smallPlan())),
                Map.entry(
                        "POST /api/v1/events",
                        Fixtures.event(venue, Instant.now().plus(Duration.ofDays(30)))));

        try (ConfigurableApplicationContext node = TicketShop.anotherNode(UNLIMITED)) {
            DocumentFuzz fuzz = new DocumentFuzz(
                    "http://127.0.0.1:" + node.getEnvironment().getProperty("local.server.port"),
                    TicketShop.anybody().get("/api/v1/openapi/ticket").json(),
                    node.getBean(AccessRules.class),
                    role -> TicketShop.token(role == Role.FAN ? fan.id() : "seller", role),
                    known);

            assertThat(fuzz.faults()).isEmpty();
        }
    }
}
