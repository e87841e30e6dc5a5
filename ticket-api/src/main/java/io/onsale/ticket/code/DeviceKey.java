package io.onsale.ticket.code;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The public key of a fan's device: a point on P-256 (ECDSA), which every browser can make with a private key that cannot be copied.
 *
 * @param value base64url of the compressed point, 33 bytes: {@code 02} or {@code 03} and x
 */
public record DeviceKey(String value) {
    static final int COMPRESSED_BYTES = 33;

    private static final int RAW_BYTES = 65; // 04, x, y
    private static final int TEXT_MAX = 88; // base64 of 65 bytes
    private static final ECParameterSpec P256 = p256();
    private static final BigInteger P = ((ECFieldFp) P256.getCurve().getField()).getP();
    private static final BigInteger A = P256.getCurve().getA();
    private static final BigInteger B = P256.getCurve().getB();

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /** The key in a request: base64url of a raw or a compressed point. Empty unless the point is on the curve. */
    public static Optional<DeviceKey> parse(String text) {
        if (text.length() > TEXT_MAX) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return switch (bytes.length) {
                case COMPRESSED_BYTES -> ofCompressed(bytes);
                case RAW_BYTES -> ofRaw(bytes);
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<DeviceKey> ofRaw(byte[] raw) {
        byte[] compressed = Arrays.copyOf(raw, COMPRESSED_BYTES);
        compressed[0] = (byte) (2 + (raw[RAW_BYTES - 1] & 1));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(raw, COMPRESSED_BYTES, RAW_BYTES));
        return ofCompressed(compressed)
                .filter(key -> raw[0] == 4 && key.point().getAffineY().equals(y));
    }

    /** Empty unless it is 33 bytes that name a point on the curve. */
    static Optional<DeviceKey> ofCompressed(byte[] bytes) {
        boolean hasShape = bytes.length == COMPRESSED_BYTES && (bytes[0] == 2 || bytes[0] == 3);
        if (!hasShape || !isOnCurve(x(bytes))) {
            return Optional.empty();
        }
        return Optional.of(new DeviceKey(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static boolean isOnCurve(BigInteger x) {
        BigInteger square = square(x);
        return x.compareTo(P) < 0 && root(square).modPow(BigInteger.TWO, P).equals(square);
    }

    private static BigInteger x(byte[] compressed) {
        return new BigInteger(1, Arrays.copyOfRange(compressed, 1, COMPRESSED_BYTES));
    }

    /** y² = x³ + ax + b. */
    private static BigInteger square(BigInteger x) {
        return x.modPow(BigInteger.valueOf(3), P).add(A.multiply(x)).add(B).mod(P);
    }

    /** A square root, if there is one: p = 3 (mod 4). */
    private static BigInteger root(BigInteger square) {
        return square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    }

    byte[] compressed() {
        return Base64.getUrlDecoder().decode(value);
    }

    private ECPoint point() {
        byte[] compressed = compressed();
        BigInteger x = x(compressed);
        BigInteger y = root(square(x));
        boolean isOdd = (compressed[0] & 1) == 1;
        return new ECPoint(x, y.testBit(0) == isOdd ? y : P.subtract(y));
    }

    PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point(), P256));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot read a P-256 key", e);
        }
    }

    @Override
    public String toString() {
        return "DeviceKey " + HexFormat.of().formatHex(compressed(), 0, 5);
    }
}
