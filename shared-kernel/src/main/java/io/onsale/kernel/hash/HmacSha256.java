package io.onsale.kernel.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key. Thread-safe. */
public final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac
            prototype; // never used itself: a copy spares setting up the key each time, and a Mac is for one thread

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

    /** A fresh Mac with the key in it, for a message that comes in pieces or for one thread that makes many. */
    public Mac start() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", e);
        }
    }
}
