package io.onsale.queue.draw.web;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;

/** All there is to say of an order that is not drawn. */
record ArrivalView(String saleId, LineOrder order) {
    static ArrivalView of(SaleId sale) {
        return new ArrivalView(sale.value(), LineOrder.ARRIVAL);
    }
}
