package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** Checks passes. */
public interface Passes {
    /**
     * Whether {@code pass} is genuine, in time, not revoked, this fan's and for this sale. Fails closed: errors when that cannot be known.
     */
    Mono<Boolean> admits(String pass, FanId fan, SaleId sale);
}
