package io.onsale.service.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Starts a round of a {@link Loop} before its tick. A signal during a round is remembered and causes one more batch. Best effort: a signal
 * in the moment in which a round ends may be lost; the next tick makes up for it.
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

    /** To be called before a batch, which covers all signals so far. */
    void clear() {
        pending.set(false);
    }

    boolean isPending() {
        return pending.get();
    }
}
