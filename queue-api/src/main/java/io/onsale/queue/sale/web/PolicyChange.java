package io.onsale.queue.sale.web;

import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.service.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The whole policy: a missing field is refused, so that none is reset by accident. */
@Schema(
        name = "PolicyChange",
        description = "All fields that GET returns and an operator may change, each required; and a reason")
record PolicyChange(
        @Schema(description = "The version you have seen") @NotNull @Min(1)
        Long version,

        @NotNull @Min(0) @Max(SalePolicy.CAPACITY_MAX) Integer capacity,

        @Schema(description = "0: fans are called by hand only")
        @NotNull
        @Min(0)
        @Max(SalePolicy.ADMISSIONS_PER_SECOND_MAX)
        Integer admissionsPerSecond,

        @NotNull @Min(5) @Max(600) Integer claimWindowSeconds,

        @NotNull @Min(30) @Max(3600) Integer leaseSeconds,

        @NotNull Refresh refresh,

        @Schema(description = "How long an absent fan keeps the place; 0: permanently") @NotNull @Min(0) @Max(3600)
        Integer presenceGraceSeconds,

        @Schema(description = "Difficulty of the proof of work that a join must bring; 0: none")
        @NotNull
        @Min(0)
        @Max(SalePolicy.CHALLENGE_BITS_MAX)
        Integer challengeBits,

        @Schema(description = "Why, for the audit; fans do not see it") @Nullable @PlainText(max = Reason.LENGTH_MAX)
        String reason) {
    Limits limits() {
        return new Limits(
                capacity,
                admissionsPerSecond,
                Duration.ofSeconds(claimWindowSeconds),
                Duration.ofSeconds(leaseSeconds),
                refresh,
                Duration.ofSeconds(presenceGraceSeconds),
                challengeBits);
    }
}
