package io.onsale.seat.tally;

import io.onsale.seat.plan.Performance;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where tallies are told. */
public interface Announcements {
    /** Done when all of {@code news} are out; if not, an unknown part of them is, which does no harm. */
    Mono<Void> announce(List<News> news);

    /** How a performance's seats are now. */
    record News(Performance performance, Tally tally) {}
}
