package io.onsale.kernel.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one key. Thread-safe. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    /** Only cloned, never used: cloning avoids the key setup, and a Mac must not be shared by threads. */
    private final Mac prototype;

    /** @param key at least one byte */
    public HmacSha256(byte[] key) {
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** 32 bytes. */
    public byte[] of(byte[] message) {
        return start().doFinal(message);
    }

    /** 32 bytes, of the text as UTF-8. */
    public byte[] of(String message) {
        return of(message.getBytes(UTF_8));
    }

    /** A new Mac with this key, for a message that arrives in pieces or for one thread that computes many. */
    public Mac start() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }
}
