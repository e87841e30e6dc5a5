package io.onsale.seat.tally;

import io.onsale.seat.plan.Performance;
import java.util.List;
import reactor.core.publisher.Mono;

/** Publishes tallies. */
public interface Announcements {
    /** Done when all of {@code news} are published. After an error an unknown part of them is, which does no harm. */
    Mono<Void> announce(List<News> news);

    /** How a performance's seats are now. */
    record News(Performance performance, Tally tally) {}
}
