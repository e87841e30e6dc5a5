package io.onsale.ticket.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One performance of an event.
 *
 * @param reason why it was postponed or cancelled
 * @param previousStartsAt the date before the latest postponement
 */
@Schema(name = "PerformanceView")
public record ScheduledShow(
        String performanceId,
        Instant startsAt,
        PerformanceStatus status,
        @Nullable String reason,
        @Nullable Instant previousStartsAt) {
    static ScheduledShow first(String performanceId, Instant startsAt) {
        return new ScheduledShow(performanceId, startsAt, PerformanceStatus.SCHEDULED, null, null);
    }

    @JsonIgnore
    public boolean isCancelled() {
        return status == PerformanceStatus.CANCELLED;
    }

    ScheduledShow cancelled(String why) {
        return new ScheduledShow(performanceId, startsAt, PerformanceStatus.CANCELLED, why, previousStartsAt);
    }

    ScheduledShow postponed(Instant to, String why) {
        return new ScheduledShow(performanceId, to, PerformanceStatus.POSTPONED, why, startsAt);
    }
}
