package io.onsale.seat.clock;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Mono;

/** The clock that the holds of a performance obey. */
public interface RunningClock {
    /** Makes them obey {@code clock}, unless they obey a later one already. Errors with {@code Unavailable}. */
    Mono<Void> set(PerformanceId performance, SaleClock clock);
}
