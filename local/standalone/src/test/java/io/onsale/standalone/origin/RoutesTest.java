package io.onsale.standalone.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.PathContainer;

final class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/members, TICKET",
        "/api/v1/sessions, TICKET",
        "/api/v1/sessions/renewal, TICKET",
        "/api/v1/members/me/password, TICKET",
        "/api/v1/staff, TICKET",
        "/api/v1/staff/m1, TICKET",
        "/api/v1/admin/members, TICKET",
        "/api/v1/admin/members/m1/audit, TICKET",
        "/api/v1/admin/members/m1/suspension, TICKET",
        "/api/v1/admin/performances/p1/seats/history, SEAT",
        "/api/v1/admin/performances/p1/replay, SEAT",
        "/api/v1/admin/health/queue, QUEUE",
        "/api/v1/admin/health/seat, SEAT",
        "/api/v1/admin/health/ticket, TICKET",
        "/api/v1/keys/access, TICKET",
        "/api/v1/venues, TICKET",
        "/api/v1/events, TICKET",
        "/api/v1/events/e1, TICKET",
        "/api/v1/bookings/b1/payment, TICKET",
        "/api/v1/bookings/b1/cancellation, TICKET",
        "/api/v1/webhooks/portone, TICKET",
        "/api/v1/tickets, TICKET",
        "/api/v1/tickets/t1/device, TICKET",
        "/api/v1/transfers/x1/acceptance, TICKET",
        "/api/v1/gate/performances/p1/counts/events, TICKET",
        "/api/v1/events/e1/performances/p1/entry, TICKET",
        "/api/v1/keys/tickets, TICKET",
        "/api/v1/sales/s1/places/me/events, QUEUE",
        "/api/v1/sales/s1/draw, QUEUE",
        "/api/v1/sales/s1/draw/list, QUEUE",
        "/api/v1/admin/sales, QUEUE",
        "/api/v1/admin/sales/s1/policy, QUEUE",
        "/api/v1/checkout, TICKET",
        "/api/v1/venues/v1/plan, TICKET",
        "/api/v1/events/e1/performances/p1/cancellation, TICKET",
        "/api/v1/admin/bookings, TICKET",
        "/api/v1/admin/bookings/events, TICKET",
        "/api/v1/performances/p1/blocks, SEAT",
        "/api/v1/keys/passes, QUEUE",
        "/api/v1/performances/p1/plan, SEAT",
        "/api/v1/performances/p1/seats/events, SEAT",
        "/api/v1/performances/p1/holds/p1.h1, SEAT",
        "/simulator/checkout, SIMULATOR",
        "/api/v1/openapi/queue, QUEUE",
        "/api/v1/openapi/seat, SEAT",
        "/api/v1/openapi/ticket.yaml, TICKET",
    })
    void each_path_of_the_contract_has_its_service(String path, Target service) {
        assertThat(of(path)).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/performances/p1/holds/h1/reservation",
                "/api/v1/performances/p1/holds/h1/reservation/",
                "/api/v1/performances/p1/holds/h1/%72eservation",
                "/api/v1/performances/p1/holds/h1/reservation;x=1",
                "/api/v1/performances/p1//holds/h1/reservation",
                "/api/v1/performances/x/../p1/holds/h1/reservation",
                "/api/v1/performances/p1/reservations/r1",
                "/api/v1;x/performances/p1/reservations/r1",
            })
    void reservations_are_not_made_from_outside(String path) {
        assertThat(of(path)).isEqualTo(Target.PAGES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health",
                "/api/v1/../../actuator/health",
                "/api/v1/events/%2e%2e/actuator",
                "//actuator/health",
                "/api/v1/openapi/queue/swagger-config",
                "/api/v1/keys/other",
                "/api/v1/admin",
                "/api/v1/admin/actuator",
                "/api/v1/admin/health",
                "/api/v1/admin/health/kafka",
                "/api/v1/admin/health/queue/x",
                "/api/v2/events",
                "/api/v1",
                "/api/v1/",
                "/simulator/ledger",
                "/simulator/totals",
                "/simulator/health",
                "/simulator/checkout/x",
                "/payments/p1",
                "/API/v1/events",
                "/",
                "",
            })
    void everything_else_reaches_no_service(String path) {
        assertThat(of(path)).isEqualTo(Target.PAGES);
    }

    private static Target of(String path) {
        return Routes.of(PathContainer.parsePath(path));
    }
}
