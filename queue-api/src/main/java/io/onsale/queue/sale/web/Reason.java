package io.onsale.queue.sale.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

@Schema(name = "Reason")
record Reason(
        @Schema(description = "Why; fans see it")
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = Reason.PLAIN, message = Reason.PLAIN_WORDS)
        String reason) {
    /** It is shown to fans, and stands in logs and audits: no controls, no separators of lines. */
    static final String PLAIN = "[^\\p{Cc}\\p{Zl}\\p{Zp}]*";

    static final String PLAIN_WORDS = "must not contain control characters";
}
