package io.onsale.seat.plan;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.kafka.EventJson;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** An event that is not visible yet exists only for its seller and for managers. */
class VisibilityTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final String seller = OpaqueId.next();
    private final Performance hidden =
            service.publish(aSale().withRow("A", 3).visibleFrom(Instant.now().plus(Duration.ofDays(1)), seller));

    @ParameterizedTest
    @ValueSource(strings = {"/plan", "/seats", "/seats/events"})
    void others_find_nothing(String path) {
        assertNotFound(get(hidden, path, null));
        assertNotFound(get(hidden, path, service.token(aFan())));
        assertNotFound(get(hidden, path, service.token(OpaqueId.next(), Role.SELLER)));
        assertNotFound(get(hidden, path, service.token(seller, Role.FAN)));
        assertNotFound(get(hidden, path, service.token(seller, Role.GATE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plan", "/seats"})
    void its_seller_and_managers_see_it(String path) {
        get(hidden, path, service.token(seller, Role.SELLER)).expectStatus().isOk();
        get(hidden, path, service.token(OpaqueId.next(), Role.MANAGER))
                .expectStatus()
                .isOk();
    }

    @Test
    void no_cache_keeps_the_plan_of_a_hidden_event() {
        String answer = get(hidden, "/plan", service.token(seller, Role.SELLER))
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getCacheControl();

        assertThat(answer).contains("no-store").doesNotContain("public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plan", "/seats"})
    void everybody_sees_it_from_that_moment_on(String path) {
        Performance visible = service.publish(aSale().withRow("A", 3).visibleFrom(Instant.now(), seller));

        get(visible, path, null).expectStatus().isOk();
    }

    @Test
    void an_event_without_the_field_is_visible() {
        SalePublished old = aSale().withRow("A", 3).build();
        String json = EventJson.write(SeatService.envelope(old)).replaceAll(",?\"(visibleFrom|sellerId)\":null", "");
        assertThat(json).doesNotContain("visibleFrom");

        get(service.publish((SalePublished) EventJson.read(json).data()), "/plan", null)
                .expectStatus()
                .isOk();
    }

    private static ResponseSpec get(Performance performance, String path, @Nullable String token) {
        return service.http()
                .get()
                .uri("/api/v1/performances/" + performance.id() + path)
                .accept(MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                .headers(headers -> {
                    if (token != null) {
                        headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                    }
                })
                .exchange();
    }

    private static void assertNotFound(ResponseSpec answer) {
        answer.expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("urn:onsale:problem:not-found")
                .jsonPath("$.detail")
                .isEqualTo("There is no such performance");
    }
}
