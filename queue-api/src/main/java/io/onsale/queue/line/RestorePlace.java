package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.JoinOutcome.Reason;
import io.onsale.queue.line.JoinOutcome.ReceiptRefused;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Sales;
import reactor.core.publisher.Mono;

/** Restores a fan's old place by its receipt after the line lost it. A place that had ended stays ended. */
public final class RestorePlace {
    private final Receipts receipts;
    private final Sales sales;
    private final EndedPlaces ended;
    private final DrawnNumbers drawn;
    private final WaitingLine line;

    public RestorePlace(Receipts receipts, Sales sales, EndedPlaces ended, DrawnNumbers drawn, WaitingLine line) {
        this.receipts = receipts;
        this.sales = sales;
        this.ended = ended;
        this.drawn = drawn;
        this.line = line;
    }

    /**
     * Repeatable. Errors with {@code Unavailable}.
     *
     * @param text the receipt as it was issued
     * @param key see {@link WaitingLine#join}
     */
    Mono<JoinOutcome> restore(SaleId sale, FanId fan, String text, String key) {
        Receipt receipt = receipts.read(sale, fan, text);
        if (receipt == null) {
            return Mono.just(new ReceiptRefused(Reason.FORGED));
        }
        return sales.find(sale)
                .flatMap(policy -> restore(policy, fan, receipt, key))
                .defaultIfEmpty(new UnknownSale());
    }

    private Mono<JoinOutcome> restore(SalePolicy policy, FanId fan, Receipt receipt, String key) {
        return ended.find(policy.sale(), fan, receipt.registration()).flatMap(state -> switch (state) {
            case ENDED -> Mono.just(new ReceiptRefused(Reason.ENDED));
            case NOT_ENDED ->
                number(policy, fan, receipt).flatMap(number -> line.restore(policy.sale(), fan, receipt, number, key));
        });
    }

    private Mono<Long> number(SalePolicy policy, FanId fan, Receipt receipt) {
        return policy.order() == LineOrder.RANDOM
                ? drawn.number(policy.sale(), fan, receipt.registration()).defaultIfEmpty(0L)
                : Mono.just(receipt.registration());
    }
}
