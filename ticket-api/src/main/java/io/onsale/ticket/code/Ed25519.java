package io.onsale.ticket.code;

import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** The JDK's Ed25519 with keys in JWK form (RFC 8037); Nimbus would need another library for it. */
final class Ed25519 {
    static final String NAME = "Ed25519";

    private Ed25519() {}

    static PrivateKey privateKey(OctetKeyPair jwk) {
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, jwk.getDecodedD()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private Ed25519 key", e);
        }
    }

    static PublicKey publicKey(OctetKeyPair jwk) {
        try {
            return KeyFactory.getInstance(NAME)
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point(jwk.getDecodedX())));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public Ed25519 key", e);
        }
    }

    /** RFC 8032: y in little-endian, with the lowest bit of x on top. */
    private static EdECPoint point(byte[] encoded) {
        byte[] y = new byte[encoded.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = encoded[y.length - 1 - i];
        }
        boolean isOdd = y[0] < 0;
        y[0] &= 0x7f;
        return new EdECPoint(isOdd, new BigInteger(1, y));
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(NAME);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with Ed25519", e);
        }
    }
}
