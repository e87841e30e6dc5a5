package io.onsale.queue.sale.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

@Schema(name = "Reason")
record Reason(
        @Schema(description = "Why; fans see it") @NotBlank @Size(max = 200)
        String reason) {}
