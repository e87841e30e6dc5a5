package io.onsale.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.ContractFile;
import io.onsale.service.testing.DocumentRules;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class RoutesTest {
    private static final String DOCUMENT = "/api/v1/openapi/ticket";

    private static Set<String> mapped() {
        return TicketShop.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternsCondition().getPatterns().stream()
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path.getPatternString())))
                .filter(route -> route.contains(" /api/") && !route.contains("/openapi/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_route_has_a_rule_and_every_rule_a_route() {
        Set<String> ruled = TicketShop.bean(AccessRules.class).all().stream()
                .map(rule -> rule.method() + " " + rule.path().getPatternString())
                .filter(route -> !route.contains("/openapi/") && !route.contains("/actuator/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(mapped()).isNotEmpty().isEqualTo(ruled);
    }

    @Test
    void the_contract_is_the_one_that_pages_are_built_against() {
        ContractFile.assertSameAs(TicketShop.anybody().get(DOCUMENT).json().toString());
    }

    @Test
    void every_route_is_documented_with_its_refusals_and_who_may_call() {
        JsonNode document = TicketShop.anybody().get(DOCUMENT).json();
        Set<String> documented = new TreeSet<>();

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String route = operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey();
                    JsonNode text = operation.getValue();
                    documented.add(route);
                    assertThat(text.path("summary").asString()).as(route).isNotBlank();
                    assertThat(text.path("responses").size()).as(route).isGreaterThanOrEqualTo(2);
                    boolean isOpen = TicketShop.bean(AccessRules.class).all().stream()
                            .filter(rule -> route.equals(
                                    rule.method() + " " + rule.path().getPatternString()))
                            .allMatch(AccessRules.Rule::isOpen);
                    assertThat(text.has("security")).as(route).isEqualTo(!isOpen);
                }));
        DocumentRules.check(document, TicketShop.bean(AccessRules.class));
        assertThat(documented).isEqualTo(mapped());
        assertThat(document.at("/components/schemas/Problem/properties").has("errors"))
                .isTrue();
        assertThat(document.at("/paths/~1api~1v1~1bookings/post/parameters/0/name")
                        .asString())
                .isEqualTo("Idempotency-Key");
        assertThat(document.at("/components/schemas/NewSale/properties/maxSeatsPerFan/description")
                        .asString())
                .contains("each performance");
    }

    @Test
    void what_is_not_a_route_is_nothing() {
        assertThat(TicketShop.anybody().get("/api/v1/nothing").problem()).isEqualTo("not-found");
        assertThat(TicketShop.anybody().get("/api/v1/members").problem()).isEqualTo("method-not-allowed");
        assertThat(TicketShop.anybody().get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void health_and_metrics_are_served() {
        assertThat(TicketShop.anybody().get("/actuator/health/readiness").text("/status"))
                .isEqualTo("UP");
        assertThat(TicketShop.anybody().get("/actuator/prometheus").body()).contains("onsale_outbox_unsent");
    }

    @Test
    void connections_give_up_on_what_takes_too_long() {
        DatabaseClient database = TicketShop.bean(DatabaseClient.class);

        assertThat(shown(database, "statement_timeout")).isEqualTo("10s");
        assertThat(shown(database, "lock_timeout")).isEqualTo("5s");
        assertThat(shown(database, "search_path")).isEqualTo("ticket");
        assertThat(shown(database, "synchronous_commit")).isEqualTo("on");
    }

    private static @Nullable String shown(DatabaseClient database, String setting) {
        return database.sql("select current_setting('" + setting + "')")
                .mapValue(String.class)
                .one()
                .block(java.time.Duration.ofSeconds(5));
    }
}
