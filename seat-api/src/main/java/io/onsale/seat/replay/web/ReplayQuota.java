package io.onsale.seat.replay.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Flux;

/** Limits the open replays of this node. */
final class ReplayQuota {
    private static final int NODE_MAX = 16; // at up to 2 MB each
    private static final int CALLER_MAX = 2; // one, and the one that a change of speed has not ended yet
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Semaphore node = new Semaphore(NODE_MAX);
    private final ConcurrentMap<String, Integer> byCaller = new ConcurrentHashMap<>(); // only those with open replays

    /** Errors if one more replay would be refused now: before the answer begins. */
    void check(String caller) {
        if (byCaller.getOrDefault(caller, 0) >= CALLER_MAX) {
            throw tooMany();
        }
        if (node.availablePermits() == 0) {
            throw new Unavailable("Replaying sales");
        }
    }

    /** Counts {@code replay} from its subscription to its end. */
    <T> Flux<T> limited(String caller, Flux<T> replay) {
        return Flux.defer(() -> {
            if (!node.tryAcquire()) {
                return Flux.error(new Unavailable("Replaying sales"));
            }
            if (byCaller.merge(caller, 1, Integer::sum) > CALLER_MAX) {
                release(caller);
                return Flux.error(tooMany());
            }
            return replay.doFinally(end -> release(caller));
        });
    }

    private void release(String caller) {
        byCaller.computeIfPresent(caller, (id, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        node.release();
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                Problem.of(ProblemType.TOO_MANY_REQUESTS, "You have too many open replays; close one"), RETRY);
    }
}
