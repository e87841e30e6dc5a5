package io.onsale.seat.inbox;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.testing.SeatService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InboxTidyingTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final String consumer = OpaqueId.next();

    @Test
    void what_is_old_is_forgotten_and_what_may_come_again_is_not() {
        applied("old", 31, 2_500); // more than one call's
        applied("young", 29, 3);

        service.bean(InboxTidying.class).round().block(PATIENCE);

        assertThat(remembered()).containsExactly("young-1", "young-2", "young-3");
    }

    @Test
    void no_more_are_forgotten_at_once_than_asked_for() {
        applied("old", 31, 3);

        assertThat(service.bean(AppliedEvents.class)
                        .forgetSome(Instant.now().minus(Duration.ofDays(30)), 2)
                        .block(PATIENCE))
                .isEqualTo(2);
        assertThat(remembered()).containsExactly("old-3");
    }

    private void applied(String event, int daysAgo, int count) {
        service.sql("insert into inbox (consumer, event_id, applied_at)"
                + " select '" + consumer + "', '" + event + "-' || n, now() - interval '" + daysAgo + " days'"
                + " + n * interval '1 second' from generate_series(1, " + count + ") n");
    }

    private List<String> remembered() {
        return service.sql("select event_id from inbox where consumer = '" + consumer + "' order by applied_at");
    }
}
