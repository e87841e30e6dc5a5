package io.onsale.queue.sale.web;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

@Schema(name = "Policy", description = "How a sale runs")
record PolicyView(
        String saleId,

        @Schema(description = "Grows with every change; send it back with a PUT")
        long version,

        SaleState state,

        @Schema(description = "The operator's reason for the state; fans see it")
        String message,

        Instant lobbyOpensAt,
        Instant opensAt,
        Instant closesAt,
        LineOrder order,

        @Schema(description = "Fans called or inside at the same time, at most")
        int capacity,

        @Schema(description = "Fans called a second, at most")
        int admissionsPerSecond,

        @Schema(description = "Time to claim the pass, in seconds")
        long claimWindowSeconds,

        @Schema(description = "How long a pass lasts, in seconds")
        long leaseSeconds) {
    static PolicyView of(SalePolicy policy) {
        return new PolicyView(
                policy.sale().value(),
                policy.version(),
                policy.state(),
                policy.message(),
                policy.lobbyOpensAt(),
                policy.opensAt(),
                policy.closesAt(),
                policy.order(),
                policy.capacity(),
                policy.admissionsPerSecond(),
                policy.claimWindow().toSeconds(),
                policy.lease().toSeconds());
    }
}
