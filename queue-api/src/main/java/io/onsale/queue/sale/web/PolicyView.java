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

        @Schema(description = "Grows with every change; send it with a PUT")
        long version,

        SaleState state,

        @Schema(
                description =
                        "What the fans are shown: the reason for the state, or a message since then; empty if nothing")
        String message,

        Instant lobbyOpensAt,
        Instant opensAt,
        Instant closesAt,
        LineOrder order,

        @Schema(description = "How many fans may be called or inside at the same time")
        int capacity,

        @Schema(description = "How many fans are called per second at most; 0: by hand only")
        int admissionsPerSecond,

        @Schema(description = "How long a called fan has to claim the pass, in seconds")
        long claimWindowSeconds,

        @Schema(description = "How long a pass lasts, in seconds")
        long leaseSeconds,

        @Schema(description = "What happens to a waiting fan who joins again")
        Refresh refresh,

        @Schema(description = "How long an absent waiting fan keeps the place, in seconds; 0: permanently")
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
