package io.onsale.queue.inbox;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** The records of applied events, kept so that no event is applied twice. */
public interface AppliedEvents {
    /** Deletes up to {@code max} records of events applied before {@code before}; returns how many. */
    Mono<Long> deleteSome(Instant before, int max);
}
