package io.onsale.ticket.loop;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Wakes a {@link Loop} before its time. Rings that nobody hears are not kept: the loop looks by itself every interval. */
public final class Bell {
    private final Sinks.Many<Boolean> rings = Sinks.many().multicast().directBestEffort();

    /** Never waits and never fails. */
    public void ring() {
        rings.tryEmitNext(true);
    }

    Flux<Boolean> rings() {
        return rings.asFlux();
    }
}
