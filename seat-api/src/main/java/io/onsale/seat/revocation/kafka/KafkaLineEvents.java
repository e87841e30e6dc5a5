package io.onsale.seat.revocation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.clock.FollowPauses;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.Revocations;
import reactor.core.publisher.Mono;

/**
 * Ends the pass of a place that its fan gave up or that was served, and all passes of a sale that was closed; seats that were chosen before stay
 * held. A paused sale also stops the clocks of its holds: one consumer does both, so that each joining is read only once. While Redis is
 * unavailable the consumer waits, and so do revocations, but then nobody can hold seats either.
 */
record KafkaLineEvents(Revocations revocations, FollowPauses pauses) {
    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        if (event.data() instanceof LineMoved moved && endsPass(moved)) {
            return revocations.add(Revocation.ofFan(new SaleId(moved.saleId()), new FanId(moved.fanId()), moved.at()));
        }
        return event.data() instanceof SaleChanged changed
                ? endPasses(changed).then(Mono.defer(() -> pauses.follow(changed)))
                : Mono.empty();
    }

    /** A place that ends because its time is over needs no revocation: so does its pass. */
    private static boolean endsPass(LineMoved moved) {
        return moved.kind().equals("ENDED")
                && (moved.reason().equals("LEFT") || moved.reason().equals("SERVED"));
    }

    private Mono<Void> endPasses(SaleChanged changed) {
        return changed.endsPasses()
                ? revocations.add(Revocation.ofSale(new SaleId(changed.saleId()), changed.at()))
                : Mono.empty();
    }
}
