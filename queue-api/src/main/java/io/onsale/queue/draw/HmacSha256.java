package io.onsale.queue.draw;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key; not for several threads. */
final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    HmacSha256(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** 32 bytes. */
    byte[] of(byte[] message) {
        return mac.doFinal(message);
    }
}
