package io.onsale.queue.sale.web;

import io.onsale.service.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

@Schema(name = "Reason")
record Reason(
        @Schema(description = "Why; fans see it") @NotNull @PlainText(max = Reason.LENGTH_MAX)
        String reason) {
    /** Code points: it is shown to fans, and stands in logs and audits. */
    static final int LENGTH_MAX = 200;
}
