package io.onsale.seat.revocation;

import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads revocations into this node's memory: all that are in force at the start, then new ones, four times a second. A lifecycle of its own, because
 * it must start before the web server. */
public final class RevocationLoop implements SmartLifecycle {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final int TICKS_PER_CLEANING = 240; // once a minute

    /** How much later than its time a row may become visible: its transaction is one statement, which is ended after 5 s. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Revocations revocations;
    private final RevokedPasses revoked;
    private final Clock clock;
    private Instant newest = Instant.EPOCH; // only touched by ticks, which never overlap
    private final Loop loop;

    public RevocationLoop(Revocations revocations, RevokedPasses revoked, Clock clock) {
        this.revocations = revocations;
        this.revoked = revoked;
        this.clock = clock;
        this.loop = new Loop(
                "Reading revoked passes", Duration.ZERO, TICK, Loop.ROUND_MAX, Schedulers.parallel(), this::tick);
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

    /** Before the web server, so that the first request finds the list read. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Mono<Void> tick(long number) {
        Mono<Void> cleaned = number % TICKS_PER_CLEANING == 1 ? revocations.removeOver(clock.instant()) : Mono.empty();
        return read().then(cleaned); // after a failure what is known stays in force, and the next tick tries again
    }

    private Mono<Void> read() {
        Instant from = newest.equals(Instant.EPOCH) ? newest : newest.minus(OVERLAP);
        return revocations
                .recordedAfter(from, clock.instant())
                .doOnNext(recorded -> {
                    revoked.add(recorded.revocation());
                    newest = recorded.at().isAfter(newest) ? recorded.at() : newest;
                })
                .then()
                .doOnSuccess(done -> revoked.loaded());
    }
}
