package io.onsale.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.testing.ExtremeEvents;
import io.onsale.service.testing.Followers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** This service can apply whatever the other services may publish, also at the limits. */
class ExtremesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long SEED = Long.getLong("onsale.seed", 20_261_130);

    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void every_event_is_applied_and_none_is_buried() {
        List<OnsaleEvent> events = ExtremeEvents.of(SEED, 25);

        service.send(events.toArray(OnsaleEvent[]::new));

        try (Followers followers = service.followers()) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(followers.behind("seat-api-catalogue", "onsale.catalogue"))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(followers.behind("seat-api-bookings", "onsale.bookings"))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(followers.behind("seat-api-history", "onsale.seat-changes"))
                        .as("seed %d", SEED)
                        .isEmpty();
                assertThat(followers.behind("seat-api-line", "onsale.line"))
                        .as("seed %d", SEED)
                        .isEmpty();
            });
            assertThat(followers.buried("onsale.catalogue", "onsale.bookings", "onsale.line", "onsale.seat-changes"))
                    .as("seed %d", SEED)
                    .isZero();
        }
    }
}
