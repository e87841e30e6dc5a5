package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/**
 * The lines of all sales. Every call errors with {@code Unavailable} when the line cannot be reached: it fails closed, because an
 * invented place would be a lie.
 */
public interface WaitingLine {
    /** Gives the fan a place behind all others, or the one that the fan has. Repeatable. */
    Mono<JoinOutcome> join(SaleId sale, FanId fan);

    /** The fan's place. */
    Mono<FindOutcome> find(SaleId sale, FanId fan);

    /** Ends the fan's place. Repeatable. */
    Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending);
}
