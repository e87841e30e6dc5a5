package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** The numbers drawn for registrations. Durable; answered from memory after one database query per node and draw. */
public interface DrawnNumbers {
    /** How many registrations were drawn; empty before the draw, or if the line is not drawn at all. */
    Mono<Long> registrations(SaleId sale);

    /** The number drawn for {@code registration}; empty before the draw. */
    Mono<Long> drawn(SaleId sale, long registration);

    /**
     * The number of a fan who returns by receipt: the one drawn for {@code registration}, or the registration itself if it was given after the
     * opening; empty before the draw. The fan is added to the published list shortly afterwards, if not listed yet.
     */
    Mono<Long> number(SaleId sale, FanId fan, long registration);
}
