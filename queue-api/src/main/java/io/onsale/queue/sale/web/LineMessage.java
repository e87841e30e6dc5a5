package io.onsale.queue.sale.web;

import io.onsale.service.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@Schema(name = "LineMessage")
record LineMessage(
        @Schema(description = "What the fans are shown, until the next message or reason; null: nothing")
        @Nullable
        @PlainText(max = Reason.LENGTH_MAX)
        String text,

        @Schema(description = "Why, for the audit; fans do not see it") @Nullable @PlainText(max = Reason.LENGTH_MAX)
        String reason) {}
