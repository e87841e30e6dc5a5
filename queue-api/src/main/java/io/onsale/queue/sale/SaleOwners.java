package io.onsale.queue.sale;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Who may operate a sale: managers all, a seller its own. For other sellers it does not exist. */
public final class SaleOwners {
    private final OperatedSales sales;

    public SaleOwners(OperatedSales sales) {
        this.sales = sales;
    }

    /** Costs a manager nothing, a seller one look-up; the seller of a sale never changes. */
    public Mono<Boolean> mayOperate(Principal operator, SaleId sale) {
        String seller = reach(operator);
        return seller == null ? Mono.just(true) : sales.find(sale, seller).hasElement();
    }

    /** The seller whose sales {@code operator} sees; null for all. */
    public static @Nullable String reach(Principal operator) {
        return operator.role() == Role.MANAGER ? null : operator.id();
    }
}
