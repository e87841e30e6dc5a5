package io.onsale.service.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Forgets events that the broker will not send again. Any number of nodes may do it at once. */
final class InboxTidying {
    private static final int EVENTS_PER_CALL = 1_000; // rows in one short statement
    private static final int CALLS_PER_ROUND = 20; // so 2,000 events per minute, more than a rush makes for long

    /** Kafka keeps an event for a week. An older one that comes again all the same finds its effect there, or nothing left to change. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Inbox inbox;
    private final Clock clock;

    InboxTidying(Inbox inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    /** Forgets a bounded number of events. */
    Mono<Void> round() {
        Instant before = clock.instant().minus(KEPT);
        return Mono.defer(() -> inbox.forgetSome(before, EVENTS_PER_CALL))
                .repeat(CALLS_PER_ROUND - 1L)
                .takeUntil(forgotten -> forgotten < EVENTS_PER_CALL)
                .then();
    }
}
