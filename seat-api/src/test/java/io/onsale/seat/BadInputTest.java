package io.onsale.seat;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.FanId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.DocumentFuzz;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BadInputTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void no_operation_answers_nonsense_by_a_fault_or_by_what_it_does_not_document() {
        Performance performance = service.publish(aSale().withRow("A", 8));
        FanId fan = aFan();
        Map<String, Object> known = Map.of(
                "performanceId", performance.id().value(),
                "Pass", service.pass(fan, performance.sale()),
                "Idempotency-Key", DocumentFuzz.KEY,
                "fanId", fan.value(),
                "payUntil", Instant.now().plusSeconds(600).toString(),
                "POST /api/v1/performances/{performanceId}/holds",
                        Map.of(
                                "seatIds",
                                List.of(performance.hall().seat(0).id().value())));

        DocumentFuzz fuzz = new DocumentFuzz(
                "http://127.0.0.1:" + service.port(),
                document(),
                service.bean(AccessRules.class),
                role -> role == Role.FAN ? service.token(fan) : service.token("somebody", role),
                known);

        assertThat(fuzz.faults()).isEmpty();
    }

    private static JsonNode document() {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(service.http()
                        .get()
                        .uri("/api/v1/openapi/seat")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()));
    }
}
