package io.onsale.queue.guard.web;

import io.onsale.kernel.hash.HmacSha256;
import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The key for challenges, derived from the secret for receipts: challenges live for two minutes and do not need a secret of their own.
 *
 * @param secret base64 of at least 32 bytes, the same on all nodes
 */
@Validated
@ConfigurationProperties("onsale.receipt")
record ChallengeSecret(@NotBlank String secret) {
    byte[] derived() {
        return new HmacSha256(Base64.getDecoder().decode(secret)).of("onsale challenges v1");
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "ChallengeSecret";
    }
}
