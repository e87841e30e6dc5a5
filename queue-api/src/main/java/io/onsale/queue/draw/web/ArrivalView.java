package io.onsale.queue.draw.web;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;

/** The order of a sale that is not drawn. */
record ArrivalView(String saleId, LineOrder order) {
    static ArrivalView of(SaleId sale) {
        return new ArrivalView(sale.value(), LineOrder.ARRIVAL);
    }
}
