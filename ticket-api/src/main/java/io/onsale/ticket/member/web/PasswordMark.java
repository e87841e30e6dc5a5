package io.onsale.ticket.member.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces the password where repeats of a sign-up are compared: equal for equal passwords. Keyed by a secret of this service, because
 * the hash of the request is stored, and without the key it could be guessed much faster than bcrypt's.
 */
final class PasswordMark {
    private static final byte[] DOMAIN = "onsale sign-up password v1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    PasswordMark(String secret) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String of(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(DOMAIN);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
