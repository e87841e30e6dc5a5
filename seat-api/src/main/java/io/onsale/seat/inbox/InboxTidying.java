package io.onsale.seat.inbox;

import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Forgets events that no broker sends again. Any number of nodes may do it at once. */
public final class InboxTidying implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTidying.class);
    private static final Duration ROUND = Duration.ofMinutes(10);
    private static final Duration ROUND_MAX = Duration.ofMinutes(5); // twenty deletions, far above what they take
    private static final int EVENTS_A_CALL = 1_000; // rows in one short statement
    private static final int CALLS_A_ROUND = 20; // so 2,000 events a minute, more than a rush makes for long

    /** Kafka keeps an event for a week; one that is older and comes again all the same finds its effect there, as states only move forward. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final AppliedEvents events;
    private final Clock clock;
    private final Loop loop;

    public InboxTidying(AppliedEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
        this.loop = new Loop("Tidying the inbox", ROUND, ROUND, ROUND_MAX, Schedulers.parallel(), number -> round());
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** A bounded number of them; failures are logged and left to the next. */
    Mono<Void> round() {
        Instant before = clock.instant().minus(KEPT);
        return Mono.defer(() -> events.forgetSome(before, EVENTS_A_CALL))
                .repeat(CALLS_A_ROUND - 1L)
                .takeUntil(forgotten -> forgotten < EVENTS_A_CALL)
                .then()
                .doOnError(e -> LOG.warn("cannot tidy the inbox now: {}", e.toString()))
                .onErrorComplete();
    }
}
