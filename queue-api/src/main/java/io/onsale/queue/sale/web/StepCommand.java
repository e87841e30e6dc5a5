package io.onsale.queue.sale.web;

import io.onsale.queue.sale.Step;
import io.onsale.service.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

@Schema(name = "Step")
record StepCommand(
        @Schema(description = "The version you have seen") @Min(1)
        long version,

        @Schema(description = "How many fans to call") @Min(1) @Max(Step.CALLS_MAX)
        int count,

        @Schema(description = "The reason, for the audit") @NotNull @PlainText(max = Reason.LENGTH_MAX)
        String reason) {
    @Schema(name = "Stepped")
    record Done(
            @Schema(description = "The version of the policy after this command")
            long version,

            @Schema(
                    description =
                            "How many fans were called; fewer than requested if no more are waiting or the capacity is used up")
            long called) {}
}
