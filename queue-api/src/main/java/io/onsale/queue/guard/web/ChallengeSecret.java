package io.onsale.queue.guard.web;

import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What challenges are made with, derived from the secret of receipts: they live for two minutes, which is not worth a secret of their own.
 *
 * @param secret base64 of at least 32 bytes, the same on all nodes
 */
@Validated
@ConfigurationProperties("onsale.receipt")
record ChallengeSecret(@NotBlank String secret) {
    private static final String ALGORITHM = "HmacSHA256";

    byte[] derived() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
            return mac.doFinal("onsale challenges v1".getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Says nothing. */
    @Override
    public String toString() {
        return "ChallengeSecret";
    }
}
