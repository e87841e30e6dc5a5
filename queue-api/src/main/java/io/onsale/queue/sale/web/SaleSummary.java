package io.onsale.queue.sale.web;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.OperatedSales.OperatedSale;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(name = "SaleSummary", description = "A sale in the operators' list")
record SaleSummary(
        String saleId,
        String eventId,

        @Schema(description = "The event's title when the sale was published")
        String title,

        SaleState state,

        @Schema(description = "What the fans are shown; empty if nothing")
        String message,

        Instant lobbyOpensAt,
        Instant opensAt,
        Instant closesAt,
        LineOrder order,
        int capacity,
        int admissionsPerSecond) {

    /** @param next send it as {@code after} for the next page; null on the last page */
    @Schema(name = "SalePage")
    record SalePage(List<SaleSummary> sales, @Nullable String next) {}

    static SaleSummary of(OperatedSale sale) {
        SalePolicy policy = sale.policy();
        return new SaleSummary(
                policy.sale().value(),
                sale.eventId(),
                sale.title(),
                policy.state(),
                policy.message(),
                policy.times().lobbyOpensAt(),
                policy.times().opensAt(),
                policy.times().closesAt(),
                policy.order(),
                policy.limits().capacity(),
                policy.limits().admissionsPerSecond());
    }
}
