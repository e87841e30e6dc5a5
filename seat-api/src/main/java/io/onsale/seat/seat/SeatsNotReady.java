package io.onsale.seat.seat;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.time.Duration;

/** Redis does not have a performance's seats, or has those of an old epoch: the state of a seat is unknown until the rebuild. */
public final class SeatsNotReady {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1); // a rebuild of an arena takes less
    private static final Problem PROBLEM = Problem.of(
            ProblemType.SEATS_NOT_READY,
            "The seats are being rebuilt; retry after the given time. Sold seats stay sold");

    private SeatsNotReady() {}

    /** A failure, not a refusal: no outcome carries it. */
    public static ProblemException failure() {
        return new ProblemException(PROBLEM, RETRY_AFTER);
    }
}
