package io.onsale.queue.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Forgets events that no broker sends again. Any number of nodes may do it at once. */
public final class InboxTidying {
    private static final int EVENTS_A_CALL = 1_000; // rows in one short statement
    private static final int CALLS_A_ROUND = 20; // so 2,000 events a minute, more than a rush makes for long

    /** Kafka keeps an event for a week; an older one that comes again names a place that is long gone. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final AppliedEvents events;
    private final Clock clock;

    public InboxTidying(AppliedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Forgets a bounded number of them. */
    public Mono<Void> round() {
        Instant before = clock.instant().minus(KEPT);
        return Mono.defer(() -> events.forgetSome(before, EVENTS_A_CALL))
                .repeat(CALLS_A_ROUND - 1L)
                .takeUntil(forgotten -> forgotten < EVENTS_A_CALL)
                .then();
    }
}
