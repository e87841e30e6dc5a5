package io.onsale.queue.sale;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.SalePolicy.Times;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Applies what the catalogue changed of a sale after its publication. */
public interface SaleRevisions {
    /**
     * The present state of a sale in the catalogue.
     *
     * @param number grows with every change there
     * @param who the seller, named in the audit
     * @param closedBecause why the sale ends for ever; null: it does not
     */
    record Revision(
            SaleId sale,
            long number,
            String title,
            Times times,
            LineOrder order,
            Visibility visibility,
            String who,
            @Nullable String closedBecause) {}

    /**
     * Stores the revision with its audit entries, unless this or a higher one is stored. Emits the policy as it is now. Errors if the sale is
     * not known: its publication was not applied.
     */
    Mono<SalePolicy> apply(Revision revision);
}
