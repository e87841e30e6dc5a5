package io.onsale.ticket.code;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** A fan's phone: holds a key and shows codes. */
public final class FanDevice {
    private final KeyPair pair;

    public FanDevice() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The raw point, base64url, as a browser exports it. */
    public String publicKey() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        byte[] raw = ByteBuffer.allocate(65)
                .put((byte) 4)
                .put(coordinate(key.getW().getAffineX().toByteArray()))
                .put(coordinate(key.getW().getAffineY().toByteArray()))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private static byte[] coordinate(byte[] number) {
        byte[] bytes = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, bytes, 32 - length, length);
        return bytes;
    }

    public DeviceKey key() {
        return DeviceKey.parse(publicKey()).orElseThrow();
    }

    /** @param statement base64url, as it came from the server */
    public String code(String statement, Instant at) {
        return code(Base64.getUrlDecoder().decode(statement), at);
    }

    String code(byte[] statement, Instant at) {
        return CodeVerifier.PREFIX + QrAlphanumeric.encode(bytes(statement, CodeVerifier.slot(at)));
    }

    /** The code before it is written in QrAlphanumeric. */
    byte[] bytes(byte[] statement, long slot) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(pair.getPrivate());
            signer.update(CodeVerifier.signedByDevice(statement, slot));
            return ByteBuffer.allocate(statement.length + 4 + 64)
                    .put(statement)
                    .putInt((int) slot)
                    .put(signer.sign())
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
