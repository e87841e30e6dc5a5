package io.onsale.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.QueueService;
import io.onsale.service.testing.ExtremeEvents;
import io.onsale.service.testing.Followers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** This service can apply everything that the other services may publish, including extreme values. */
class ExtremesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long SEED = Long.getLong("onsale.seed", 20_261_130);

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void every_event_is_applied_and_none_is_buried() {
        List<OnsaleEvent> events = ExtremeEvents.of(SEED, 25);

        try (QueueService service = new QueueService(redis.url(), postgres, kafka);
                Followers followers = new Followers(kafka.bootstrapServers(), kafka.topicPrefix())) {
            events.forEach(service::publish);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(followers.behind("queue-api-catalogue", "onsale.catalogue"))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(followers.behind("queue-api-bookings", "onsale.bookings"))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(followers.behind("queue-api-seats", "onsale.catalogue", "onsale.seats"))
                        .as("seed %d", SEED)
                        .isEmpty();
            });
            assertThat(followers.buried("onsale.catalogue", "onsale.bookings", "onsale.seats"))
                    .as("seed %d", SEED)
                    .isZero();
        }
    }
}
