package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.sale.SaleBook;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Joins a fan to a line, or restores the place that a receipt proves. This node's replica has the place before the outcome is returned. */
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
     * @param receipt of an earlier join, as the client sent it; null if there is none
     * @param key see {@link WaitingLine#join}
     */
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, @Nullable String receipt, String key) {
        return receipt == null
                ? line.join(sale, fan, key).map(outcome -> shownToFans(sale, outcome))
                : restore.restore(sale, fan, receipt, key);
    }

    /** For fans, a sale that is not published yet does not exist. */
    private JoinOutcome shownToFans(SaleId sale, JoinOutcome outcome) {
        return outcome instanceof NotOpen && !book.isOpenTo(sale, null) ? new UnknownSale() : outcome;
    }
}
