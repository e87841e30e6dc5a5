package io.onsale.queue.line.redis;

import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The secret of receipts, separate from the keys of passes, so that a receipt outlives them. No default.
 *
 * @param secret base64 of at least 32 bytes, the same on all nodes for as long as receipts are to be valid
 */
@Validated
@ConfigurationProperties("onsale.receipt")
record ReceiptSettings(@NotBlank String secret) {
    byte[] bytes() {
        return Base64.getDecoder().decode(secret);
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ReceiptSettings";
    }
}
