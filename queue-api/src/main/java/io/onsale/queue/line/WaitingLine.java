package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The lines of all sales. Every method errors with {@code Unavailable} if the line cannot be reached: it fails closed, because a place must not
 * be invented.
 */
public interface WaitingLine {
    /** The key of a request that has none. */
    String NO_KEY = "-";

    /** Fans per look-up: a millisecond of Redis time. */
    int FIND_MAX = 200;

    /**
     * Gives the fan a place behind all others, or returns the one that the fan has. Repeatable.
     *
     * @param key identifies the request: the same key means that the request is repeated. One word {@code key.body} of at most 40 characters,
     *     two digests, or {@link #NO_KEY}. The same first part with another second part yields {@link JoinOutcome.KeyReused}
     */
    Mono<JoinOutcome> join(SaleId sale, FanId fan, String key);

    /**
     * Restores a fan's place of an earlier epoch if the line has lost it. Repeatable.
     *
     * @param number the one drawn for it, or 0 if not known yet; in a line that is not drawn, the registration
     * @param key see {@link #join}
     */
    Mono<JoinOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key);

    /** The place of a fan who asks for it or watches it, which also ends the fan's absence. */
    default Mono<FindOutcome> find(SaleId sale, FanId fan) {
        return find(sale, List.of(fan)).map(List::getFirst);
    }

    /**
     * The places of several such fans at once.
     *
     * @param fans at most {@link #FIND_MAX}
     * @return as many as {@code fans}, in their order
     */
    Mono<List<FindOutcome>> find(SaleId sale, List<FanId> fans);

    /** Ends the place that the fan has now. Repeatable. */
    default Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending) {
        return end(sale, fan, ending, Place.ANY);
    }

    /**
     * Ends the fan's place if it is the intended one; a place that the fan got by joining again stays. Repeatable.
     *
     * @param joinedAtMs the {@link Place#joinedAtMs} of the intended place, or {@link Place#ANY}
     */
    Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs);
}
