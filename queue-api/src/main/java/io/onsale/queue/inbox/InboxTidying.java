package io.onsale.queue.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Deletes the records of events that are too old to be delivered again. Any number of nodes may do this at the same time. */
public final class InboxTidying {
    private static final int EVENTS_PER_STATEMENT = 1_000; // keeps the statement short
    private static final int STATEMENTS_PER_ROUND = 20; // 2,000 events per minute, more than a rush makes for long

    /** Kafka keeps an event for a week; a place named in an older one has long ended. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final AppliedEvents events;
    private final Clock clock;

    public InboxTidying(AppliedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Deletes a bounded number of records. */
    public Mono<Void> round() {
        Instant before = clock.instant().minus(KEPT);
        return Mono.defer(() -> events.deleteSome(before, EVENTS_PER_STATEMENT))
                .repeat(STATEMENTS_PER_ROUND - 1L)
                .takeUntil(deleted -> deleted < EVENTS_PER_STATEMENT)
                .then();
    }
}
