package io.onsale.service.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Starts a {@link Loop}'s round before its tick. A signal during a round is remembered, once, and followed by another batch. Best effort:
 * one that comes just as a round ends may be lost, and the next tick makes up for it.
 */
public final class WakeUpSignal {
    private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean pending = new AtomicBoolean();

    /** Never waits and never fails. A round that it starts is subscribed to on the caller's thread. */
    public void send() {
        pending.set(true);
        signals.tryEmitNext(true);
    }

    Flux<Boolean> signals() {
        return signals.asFlux();
    }

    /** To be called before a batch: what it is going to see needs no other one. */
    void clear() {
        pending.set(false);
    }

    boolean isPending() {
        return pending.get();
    }
}
