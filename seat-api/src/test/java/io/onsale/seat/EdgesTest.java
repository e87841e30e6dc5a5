package io.onsale.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.testing.SeatService;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.ContractFile;
import io.onsale.service.testing.DocumentRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's OpenAPI document, health and metrics, and who may call what. */
class EdgesTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void every_route_has_an_access_rule() {
        AccessRules rules = service.bean(AccessRules.class);
        List<String> open = new ArrayList<>();
        int routes = 0;
        for (var mapping : service.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            for (var pattern : mapping.getPatternsCondition().getPatterns()) {
                if (!pattern.getPatternString().startsWith("/api/v1/performances")) {
                    continue;
                }
                for (var method : mapping.getMethodsCondition().getMethods()) {
                    routes++;
                    var rule = rules.find(
                            HttpMethod.valueOf(method.name()), PathContainer.parsePath(pattern.getPatternString()));
                    assertThat(rule).as("%s %s", method, pattern).isNotNull();
                    if (Objects.requireNonNull(rule).isOpen()) {
                        open.add(pattern.getPatternString());
                    }
                }
            }
        }
        String performance = "/api/v1/performances/{performanceId}";
        assertThat(routes).isEqualTo(12);
        assertThat(open)
                .containsExactlyInAnyOrder(
                        performance + "/plan",
                        performance + "/seats",
                        performance + "/seats/counts",
                        performance + "/seats/states");
        var streams = rules.find(HttpMethod.GET, PathContainer.parsePath(performance + "/seats/events"));
        assertThat(Objects.requireNonNull(streams).isOpen()).isTrue(); // a functional route, not in the list above
    }

    @Test
    void the_openapi_document_is_complete() {
        String body = service.http()
                .get()
                .uri("/api/v1/openapi/seat")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        ContractFile.assertSameAs(Objects.requireNonNull(body));
        JsonNode document = JsonMapper.shared().readTree(Objects.requireNonNull(body));

        assertThat(document.path("openapi").asString("")).startsWith("3.1");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString(""))
                .isEqualTo("bearer");
        assertThat(new TreeSet<>(document.path("paths").propertyNames()))
                .isEqualTo(new TreeSet<>(Set.of(
                        "/api/v1/admin/health/seat",
                        "/api/v1/admin/performances/{performanceId}/replay",
                        "/api/v1/admin/performances/{performanceId}/blocks",
                        "/api/v1/admin/performances/{performanceId}/controls",
                        "/api/v1/admin/performances/{performanceId}/seats/history",
                        "/api/v1/performances/{performanceId}/plan",
                        "/api/v1/performances/{performanceId}/seats",
                        "/api/v1/performances/{performanceId}/seats/events",
                        "/api/v1/performances/{performanceId}/seats/counts",
                        "/api/v1/performances/{performanceId}/seats/counts/events",
                        "/api/v1/performances/{performanceId}/seats/states",
                        "/api/v1/performances/{performanceId}/blocks",
                        "/api/v1/performances/{performanceId}/holds",
                        "/api/v1/performances/{performanceId}/holds/mine",
                        "/api/v1/performances/{performanceId}/holds/{holdId}",
                        "/api/v1/performances/{performanceId}/holds/{holdId}/reservation",
                        "/api/v1/performances/{performanceId}/reservations/{reservationId}")));
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("summary").asString("")).isNotEmpty();
                assertThat(operation.path("responses").propertyNames())
                        .as(operation.path("summary").asString(""))
                        .anyMatch(status -> status.startsWith("2"))
                        .anyMatch(status -> status.startsWith("4"));
            }
        }
        DocumentRules.check(document, service.bean(AccessRules.class));
        JsonNode hold = document.at("/paths/~1api~1v1~1performances~1{performanceId}~1holds/post");
        assertThat(hold.path("responses").propertyNames())
                .contains("201", "400", "401", "403", "404", "409", "422", "503");
        assertThat(hold.path("security").isEmpty()).isFalse();
        assertThat(hold.path("parameters").findValuesAsString("name")).contains("Pass", "Idempotency-Key");
        assertThat(body).doesNotContain("\"caller\"");
    }

    @Test
    void the_inbox_is_tidied() {
        assertThat(service.loop("inboxTidyingLoop").isRunning()).isTrue();
    }

    @Test
    void health_and_metrics_are_there() {
        service.http()
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
        service.http()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text)
                        .contains(
                                "onsale_seat_holds_lapsed_total", "onsale_seat_map_watchers", "jvm_memory_used_bytes"));
        service.http().get().uri("/actuator/env").exchange().expectStatus().isNotFound();
    }
}
