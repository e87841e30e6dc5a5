package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** The numbers that were drawn for registrations, durably. Answered from memory; asks the database once a node and draw. */
public interface DrawnNumbers {
    /** How many registrations were drawn; empty if the draw has not been yet, or the line is not drawn at all. */
    Mono<Long> registrations(SaleId sale);

    /** The number drawn for {@code registration}; empty as long as nothing is drawn. */
    Mono<Long> drawn(SaleId sale, long registration);

    /**
     * The number of a fan who comes back by receipt: the one drawn for {@code registration}, or the registration itself if it was given after
     * the opening; empty as long as nothing is drawn. The fan is in the published list a moment later, if not before.
     */
    Mono<Long> number(SaleId sale, FanId fan, long registration);
}
