package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sales as their operators see them: which there are, and what was done to them. Durable. */
public interface OperatedSales {
    /** @param sellerId whose sale it is; null for one that was published before sellers were recorded */
    record OperatedSale(
            SalePolicy policy,
            String eventId,
            String title,
            @Nullable String sellerId) {}

    /**
     * A command of an operator, or of the system.
     *
     * @param number grows from command to command
     * @param command as {@link SaleControl} records it
     * @param message what fans were shown afterwards
     * @param before the policy before, by field
     */
    record AuditEntry(
            long number,
            Instant at,
            String who,
            String command,
            String reason,
            String message,
            Map<String, String> before,
            Map<String, String> after) {}

    /**
     * The sale that opens last comes first.
     *
     * @param sellerId null: all sales
     */
    Flux<OperatedSale> list(@Nullable String sellerId, @Nullable SaleId after, int limit);

    /** @param sellerId null: of anybody */
    Mono<OperatedSale> find(SaleId sale, @Nullable String sellerId);

    /**
     * The commands of a sale, the latest first.
     *
     * @param before only entries with lower numbers
     */
    Flux<AuditEntry> audit(SaleId sale, long before, int limit);
}
