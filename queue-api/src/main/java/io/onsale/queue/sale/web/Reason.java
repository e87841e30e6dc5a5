package io.onsale.queue.sale.web;

import io.onsale.service.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

@Schema(name = "Reason")
record Reason(
        @Schema(description = "The reason; shown to fans") @NotNull @PlainText(max = Reason.LENGTH_MAX)
        String reason) {
    /** In code points; the reason is shown to fans, and written to logs and audits. */
    static final int LENGTH_MAX = 200;
}
