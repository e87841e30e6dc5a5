package io.onsale.queue.sale.web;

import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.Refresh;
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
        long leaseSeconds,

        @Schema(description = "What joining again does to who waits")
        Refresh refresh,

        @Schema(description = "How long a waiting fan who is gone keeps the place, in seconds; 0: for ever")
        long presenceGraceSeconds,

        @Schema(description = "Difficulty of the proof of work that a join must bring; 0: none")
        int challengeBits) {
    static PolicyView of(SalePolicy policy) {
        SalePolicy.Limits limits = policy.limits();
        return new PolicyView(
                policy.sale().value(),
                policy.version(),
                policy.state(),
                policy.message(),
                policy.times().lobbyOpensAt(),
                policy.times().opensAt(),
                policy.times().closesAt(),
                policy.order(),
                limits.capacity(),
                limits.admissionsPerSecond(),
                limits.claimWindow().toSeconds(),
                limits.lease().toSeconds(),
                limits.refresh(),
                limits.presenceGrace().toSeconds(),
                limits.challengeBits());
    }
}
