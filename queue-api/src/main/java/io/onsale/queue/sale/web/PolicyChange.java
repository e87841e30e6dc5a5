package io.onsale.queue.sale.web;

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
        @Min(1) @Max(SalePolicy.ADMISSIONS_PER_SECOND_MAX) int admissionsPerSecond,

        @Schema(description = "Default 45") @Min(5) @Max(600) @Nullable
        Integer claimWindowSeconds,

        @Schema(description = "Default 600") @Min(30) @Max(3600) @Nullable
        Integer leaseSeconds) {
    Limits limits() {
        return new Limits(
                capacity,
                admissionsPerSecond,
                claimWindowSeconds == null ? SalePolicy.CLAIM_WINDOW_DEFAULT : Duration.ofSeconds(claimWindowSeconds),
                leaseSeconds == null ? SalePolicy.LEASE_DEFAULT : Duration.ofSeconds(leaseSeconds));
    }
}
