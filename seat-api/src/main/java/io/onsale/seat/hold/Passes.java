package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import reactor.core.publisher.Mono;

/** Checks passes. */
public interface Passes {
    /**
     * The pass in {@code text}; empty unless it is genuine, not expired, not revoked, this fan's and for this sale. Fails closed: errors
     * when that cannot be known.
     */
    Mono<Pass> findPass(String text, FanId fan, SaleId sale);
}
