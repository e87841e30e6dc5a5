package io.onsale.queue.sale.web;

import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

@Schema(name = "PolicyChange")
record PolicyChange(
        @Schema(description = "The version you have seen") @Min(1)
        long version,

        @Min(0) @Max(SalePolicy.CAPACITY_MAX) int capacity,

        @Schema(description = "0: fans are called by hand only") @Min(0) @Max(SalePolicy.ADMISSIONS_PER_SECOND_MAX)
        int admissionsPerSecond,

        @Schema(description = "Default 45") @Min(5) @Max(600) @Nullable
        Integer claimWindowSeconds,

        @Schema(description = "Default 600") @Min(30) @Max(3600) @Nullable
        Integer leaseSeconds,

        @Schema(description = "Default KEEP") @Nullable Refresh refresh,

        @Schema(description = "How long a fan who is gone keeps the place; default 60, 0: for ever")
        @Min(0)
        @Max(3600)
        @Nullable
        Integer presenceGraceSeconds,

        @Schema(description = "Difficulty of the proof of work that a join must bring; default 0: none")
        @Min(0)
        @Max(SalePolicy.CHALLENGE_BITS_MAX)
        @Nullable
        Integer challengeBits) {
    Limits limits() {
        return new Limits(
                capacity,
                admissionsPerSecond,
                seconds(claimWindowSeconds, Limits.CLAIM_WINDOW_DEFAULT),
                seconds(leaseSeconds, Limits.LEASE_DEFAULT),
                refresh == null ? Refresh.KEEP : refresh,
                seconds(presenceGraceSeconds, Limits.PRESENCE_GRACE_DEFAULT),
                challengeBits == null ? 0 : challengeBits);
    }

    private static Duration seconds(@Nullable Integer seconds, Duration otherwise) {
        return seconds == null ? otherwise : Duration.ofSeconds(seconds);
    }
}
