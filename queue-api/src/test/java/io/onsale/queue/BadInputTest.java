package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.access.AccessRules;
import io.onsale.service.testing.DocumentFuzz;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void no_operation_answers_bad_input_with_a_server_error_or_an_undocumented_response() {
        try (QueueService service = new QueueService(redis.url(), postgres, kafka)) {
            SaleId sale = new SaleId(OpaqueId.next());
            service.publish(QueueService.sale(sale, null, Instant.now().minusSeconds(1), 2, 1_000));
            await().atMost(SOON).until(() -> isOpen(service, sale));
            Map<String, Object> known = Map.of("saleId", sale.value(), "Idempotency-Key", DocumentFuzz.KEY);

            DocumentFuzz fuzz = new DocumentFuzz(
                    service.base(),
                    document(service),
                    service.bean(AccessRules.class),
                    role -> service.token(role == Role.FAN ? OpaqueId.next() : "somebody", role),
                    known);

            assertThat(fuzz.faults()).isEmpty();
        }
    }

    private static boolean isOpen(QueueService service, SaleId sale) {
        return service.fan("ann")
                .post()
                .uri("/api/v1/sales/{sale}/places", sale.value())
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .is2xxSuccessful();
    }

    private static JsonNode document(QueueService service) {
        return JsonMapper.shared()
                .readTree(Objects.requireNonNull(service.anonymous()
                        .get()
                        .uri("/api/v1/openapi/queue")
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody()));
    }
}
