package io.onsale.ticket.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.service.access.AccessRules;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.code.FanDevice;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each route of tickets, transfers and gates, called by everybody who may not. */
class GateAccessTest {
    private static final OpenGate GATE = new OpenGate();
    private static final String TICKET = GATE.newTicket().id();
    private static final Map<String, Object> SCANS = OpenGate.body("North", List.of(OpenGate.manual("scan-1", TICKET)));
    private static final Map<String, Object> ENTRY = Map.of("doorsOpenAt", "2026-11-30T10:00:00Z", "gates", List.of());

    private record Route(String method, String pattern, Object body) {
        String path() {
            return pattern.replace("{ticketId}", TICKET)
                    .replace("{performanceId}", GATE.evening.performanceId())
                    .replace("{eventId}", GATE.evening.eventId())
                    .replace("{transferId}", "a-transfer")
                    .replace("{scanId}", "scan-1");
        }

        Reply call(Http caller) {
            return switch (method) {
                case "GET" -> caller.get(path() + (pattern.endsWith("/tickets") ? "?q=row" : ""));
                case "POST" -> caller.post(path(), body);
                case "PUT" -> caller.put(path(), body);
                default -> caller.delete(path());
            };
        }
    }

    private static List<Route> routes() {
        String tickets = "/api/v1/tickets/{ticketId}";
        String gate = "/api/v1/gate/performances";
        Map<String, Object> none = Map.of();
        Map<String, Object> reason = Map.of("reason", "r");
        return List.of(
                new Route("GET", tickets, none),
                new Route("POST", tickets + "/device", Map.of("publicKey", new FanDevice().publicKey())),
                new Route("POST", tickets + "/paper", none),
                new Route("POST", tickets + "/transfers", Map.of("email", "a@b.onsale")),
                new Route("POST", tickets + "/rebinds", reason),
                new Route("GET", "/api/v1/transfers", none),
                new Route("POST", "/api/v1/transfers/{transferId}/acceptance", none),
                new Route("DELETE", "/api/v1/transfers/{transferId}", none),
                new Route("POST", gate + "/{performanceId}/scans", SCANS),
                new Route("POST", gate + "/{performanceId}/scans/{scanId}/undo", reason),
                new Route("GET", gate, none),
                new Route("GET", gate + "/{performanceId}", none),
                new Route("GET", gate + "/{performanceId}/list", none),
                new Route("GET", gate + "/{performanceId}/tickets", none),
                new Route("GET", gate + "/{performanceId}/counts", none),
                new Route("GET", gate + "/{performanceId}/counts/events", none),
                new Route("GET", gate + "/{performanceId}/duplicates", none),
                new Route("PUT", "/api/v1/events/{eventId}/performances/{performanceId}/entry", ENTRY));
    }

    @TestFactory
    Stream<DynamicTest> each_route_is_for_its_roles() {
        return routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.pattern(), () -> {
                    AccessRules.Rule rule = TicketShop.bean(AccessRules.class).all().stream()
                            .filter(one -> String.valueOf(one.method()).equals(route.method())
                                    && one.path().getPatternString().equals(route.pattern()))
                            .findFirst()
                            .orElseThrow();

                    assertThat(rule.roles()).isNotEmpty();
                    assertThat(route.call(TicketShop.anybody()).status()).isEqualTo(401);
                    for (Role role : EnumSet.complementOf(EnumSet.copyOf(rule.roles()))) {
                        assertThat(route.call(TicketShop.as("stranger", role)).status())
                                .as(role.name())
                                .isEqualTo(403);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> what_belongs_to_others_does_not_exist() {
        return routes().stream()
                .filter(route -> !route.path().equals(route.pattern())) // those of one object
                .filter(route -> !route.pattern().endsWith("/rebinds"))
                .flatMap(route -> TicketShop.bean(AccessRules.class).all().stream()
                        .filter(one -> String.valueOf(one.method()).equals(route.method())
                                && one.path().getPatternString().equals(route.pattern()))
                        .flatMap(one -> one.roles().stream())
                        .filter(role -> role != Role.MANAGER)
                        .map(role -> DynamicTest.dynamicTest(
                                role + " " + route.method() + " " + route.pattern(),
                                () -> assertThat(route.call(stranger(role)).status())
                                        .isEqualTo(404))));
    }

    private static Http stranger(Role role) {
        return TicketShop.newMember(role, role == Role.GATE ? "another-seller" : null)
                .http();
    }
}
