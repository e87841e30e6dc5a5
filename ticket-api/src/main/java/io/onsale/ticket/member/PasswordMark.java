package io.onsale.ticket.member;

import io.onsale.kernel.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Replaces the password where repeats of a request are compared: equal for equal passwords. Keyed by a secret of this service, because
 * the hash of the request is stored, and without the key it could be guessed much faster than bcrypt's.
 */
public final class PasswordMark {
    private static final byte[] DOMAIN = "onsale sign-up password v1".getBytes(StandardCharsets.US_ASCII);

    private final HmacSha256 key;

    public PasswordMark(String secret) {
        key = new HmacSha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    public String of(String password) {
        Mac mac = key.start();
        mac.update(DOMAIN);
        return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    }
}
