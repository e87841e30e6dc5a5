package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The lines of all sales. Every call errors with {@code Unavailable} when the line cannot be reached: it fails closed, because an
 * invented place would be a lie.
 */
public interface WaitingLine {
    /** The key of a request that has none. */
    String NO_KEY = "-";

    /** Fans who are looked up at once: a millisecond of the store. */
    int FIND_MAX = 200;

    /**
     * Gives the fan a place behind all others, or the one that the fan has. Repeatable.
     *
     * @param key of the request: the same again means the same request again; one word {@code key.body} of at most 40 characters, made of a
     *     mark of each, or {@link #NO_KEY}. The same first part with another second one is {@link JoinOutcome.KeyReused}
     */
    Mono<JoinOutcome> join(SaleId sale, FanId fan, String key);

    /**
     * Gives the fan a place of an earlier epoch again if the line has lost it. Repeatable.
     *
     * @param number the one that was drawn for it; 0: not known yet; the registration in a line that is not drawn
     * @param key as of {@link #join}
     */
    Mono<JoinOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key);

    /** The place of a fan who asks for it, or watches: whoever was taken for gone is back. */
    default Mono<FindOutcome> find(SaleId sale, FanId fan) {
        return find(sale, List.of(fan)).map(List::getFirst);
    }

    /**
     * The places of several such fans.
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
     * Ends the fan's place if it is the one that is meant: a place of another joining stays. Repeatable.
     *
     * @param joinedAtMs the {@link Place#joinedAtMs} of the place that is meant, or {@link Place#ANY}
     */
    Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs);
}
