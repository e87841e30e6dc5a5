package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.sale.SaleBook;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A fan joins a line, or gets back the place that a receipt proves. By the time it is answered, this node's replica knows the place. */
public final class JoinLine {
    private final WaitingLine line;
    private final RestorePlace restore;
    private final SaleBook book;

    public JoinLine(WaitingLine line, RestorePlace restore, SaleBook book) {
        this.line = line;
        this.restore = restore;
        this.book = book;
    }

    /**
     * Repeatable. Errors with {@code Unavailable}.
     *
     * @param receipt of an earlier join, as the client sent it; null: none
     * @param key as of {@link WaitingLine#join}
     */
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, @Nullable String receipt, String key) {
        return receipt == null
                ? line.join(sale, fan, key).map(outcome -> shownToFans(sale, outcome))
                : restore.restore(sale, fan, receipt, key);
    }

    /** A sale that is not published yet does not exist for fans. */
    private JoinOutcome shownToFans(SaleId sale, JoinOutcome outcome) {
        return outcome instanceof NotOpen && !book.isOpenTo(sale, null) ? new UnknownSale() : outcome;
    }
}
