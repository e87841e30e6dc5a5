package io.onsale.kernel.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.jose.Payload;
import io.onsale.kernel.hash.HmacSha256;
import io.onsale.kernel.jws.CompactJws;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Fans' access tokens: HS256 with one secret that only our services hold.
 *
 * <p>Fans' tokens are verified in the second when everybody arrives, mostly for the first time, so a cache would not help. They have one
 * fixed form, which is checked without a JSON or JOSE library in about a microsecond: exactly this header, claims as in {@link FanClaims},
 * the MAC in canonical base64url. Any deviation is refused, even with a correct signature. The secret can sign fans only, never staff: see
 * {@link AccessTokenVerifier}.
 *
 * <p>Thread-safe.
 */
public final class FanTokens {
    /** Minimum length of the secret, in bytes: that of the MAC, as RFC 7518 section 3.2 requires. */
    public static final int SECRET_BYTES_MIN = 32;

    static final String KEY_ID = "fan";

    private static final int MAC_CHARS = 43; // 32 bytes in base64url
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    /** The first part of each fan's token and the dot after it. */
    private static final String HEADER =
            ENCODER.encodeToString("{\"kid\":\"fan\",\"typ\":\"at+jwt\",\"alg\":\"HS256\"}".getBytes(ISO_8859_1)) + '.';

    private final ThreadLocal<Mac> macs; // key setup costs more than a MAC; only a few event loops

    public FanTokens(byte[] secret) {
        if (secret.length < SECRET_BYTES_MIN) {
            throw new IllegalArgumentException("the fan token secret needs at least " + SECRET_BYTES_MIN + " bytes");
        }
        macs = ThreadLocal.withInitial(new HmacSha256(secret)::start);
    }

    /** The token for {@code fan}; valid until its {@code expiresAt}. */
    public String sign(Principal fan) {
        if (fan.role() != Role.FAN) {
            throw new IllegalArgumentException("the fans' secret may not sign the role " + fan.role());
        }
        return sign(AccessTokenSigner.claims(fan));
    }

    private String sign(Map<String, Object> claims) {
        String signed = HEADER + new Payload(claims).toBase64URL();
        byte[] mac = macs.get().doFinal(signed.getBytes(ISO_8859_1));
        return signed + '.' + ENCODER.encodeToString(mac);
    }

    /** Whether {@code token} starts like a fan's token; staff tokens never do. */
    boolean areMeantBy(String token) {
        return token.startsWith(HEADER);
    }

    /** The claims of {@code token}; null if it is not genuine. */
    @Nullable
    FanClaims claims(String token) {
        int dot = token.length() - MAC_CHARS - 1;
        if (token.length() > CompactJws.LENGTH_MAX
                || dot <= HEADER.length()
                || token.charAt(dot) != '.'
                || !areMeantBy(token)) {
            return null;
        }
        byte[] text = token.getBytes(ISO_8859_1);
        return isGenuine(text, dot) ? read(Arrays.copyOfRange(text, HEADER.length(), dot)) : null;
    }

    /** Compares text, not decoded bytes: the last character of a MAC has two unused bits, so four texts would decode to the same MAC. */
    private boolean isGenuine(byte[] text, int dot) {
        Mac mac = macs.get();
        mac.update(text, 0, dot);
        byte[] expected = ENCODER.encode(mac.doFinal());
        return MessageDigest.isEqual(expected, Arrays.copyOfRange(text, dot + 1, text.length));
    }

    private static @Nullable FanClaims read(byte[] payload) {
        try {
            return FanClaims.read(DECODER.decode(payload));
        } catch (IllegalArgumentException e) {
            return null; // correctly signed, but not base64url
        }
    }
}
