package io.onsale.queue.line;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.RestoreOutcome.Reason;
import io.onsale.queue.line.RestoreOutcome.Refused;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Sales;
import reactor.core.publisher.Mono;

/** Gives fans back, for their receipts, what the line has lost: the old place, but never one that had ended. */
public final class Restoring {
    private final Receipts receipts;
    private final Sales sales;
    private final EndedPlaces ended;
    private final DrawnNumbers drawn;
    private final WaitingLine line;

    public Restoring(Receipts receipts, Sales sales, EndedPlaces ended, DrawnNumbers drawn, WaitingLine line) {
        this.receipts = receipts;
        this.sales = sales;
        this.ended = ended;
        this.drawn = drawn;
        this.line = line;
    }

    /**
     * @param text the receipt as it was given out
     * @param key as of {@link WaitingLine#join}
     */
    public Mono<RestoreOutcome> restore(SaleId sale, FanId fan, String text, String key) {
        Receipt receipt = receipts.read(sale, fan, text);
        if (receipt == null) {
            return Mono.just(new Refused(Reason.FORGED));
        }
        return sales.find(sale)
                .flatMap(policy -> restore(policy, fan, receipt, key))
                .defaultIfEmpty(new RestoreOutcome.UnknownSale());
    }

    private Mono<RestoreOutcome> restore(SalePolicy policy, FanId fan, Receipt receipt, String key) {
        return ended.has(policy.sale(), fan, receipt.registration())
                .flatMap(over -> over
                        ? Mono.just(new Refused(Reason.ENDED))
                        : number(policy, fan, receipt)
                                .flatMap(number -> line.restore(policy.sale(), fan, receipt, number, key)));
    }

    private Mono<Long> number(SalePolicy policy, FanId fan, Receipt receipt) {
        return policy.order() == LineOrder.RANDOM
                ? drawn.number(policy.sale(), fan, receipt.registration()).defaultIfEmpty(0L)
                : Mono.just(receipt.registration());
    }
}
