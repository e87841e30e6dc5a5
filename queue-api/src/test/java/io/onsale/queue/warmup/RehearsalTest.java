package io.onsale.queue.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;

/** What a rehearsal does, and that it leaves no data behind. */
class RehearsalTest {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void fans_join_and_look_before_the_service_is_ready_and_leave_no_trace() {
        try (QueueService service = new QueueService(redis.url(), postgres, kafka, "--onsale.warm-up.time=6s")) {
            MeterRegistry meters = service.bean(MeterRegistry.class);

            assertThat(answered(meters, "POST", "201")).isPositive();
            assertThat(answered(meters, "GET", "200")).isPositive();
            assertThat(requests(meters)
                            .map(timer -> timer.getId().getTags())
                            .filter(tags -> !tags.contains(Tag.of("outcome", "SUCCESS"))))
                    .as("refused")
                    .isEmpty();
            assertThat(meters.find("onsale.queue.waiting").gauges())
                    .as("replicas")
                    .isEmpty();
            assertThat(service.bean(Scripts.class)
                            .commands()
                            .keys("*")
                            .collectList()
                            .block(AT_MOST))
                    .as("keys in Redis")
                    .isEmpty();
            for (String table : List.of("sale", "line_epoch", "admission_log")) {
                assertThat(rows(service, table)).as("rows in %s", table).isZero();
            }
        }
    }

    private static long answered(MeterRegistry meters, String method, String status) {
        return requests(meters)
                .filter(timer -> method.equals(timer.getId().getTag("method"))
                        && status.equals(timer.getId().getTag("status")))
                .mapToLong(Timer::count)
                .sum();
    }

    private static Stream<Timer> requests(MeterRegistry meters) {
        return meters.find("http.server.requests").timers().stream();
    }

    private static long rows(QueueService service, String table) {
        return Objects.requireNonNull(service.bean(DatabaseClient.class)
                .sql("select count(*) from " + table)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block(AT_MOST));
    }
}
