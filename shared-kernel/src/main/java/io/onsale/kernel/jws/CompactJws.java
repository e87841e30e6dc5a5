package io.onsale.kernel.jws;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import io.onsale.kernel.time.TimeRule;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A signed set of claims (RFC 7515 compact form) that is not yet trusted: only {@link #claimsIfSignedBy} returns claims.
 *
 * <p>Its header has {@code alg}, {@code kid} and {@code typ} and nothing else. Members that could refer to another key ({@code jku}, {@code
 * jwk}, {@code x5u}, {@code x5c}) or change the interpretation ({@code crit}, {@code b64}) are refused, and so are unknown ones. Each part
 * must be canonical base64url, and the whole is no longer than {@link #LENGTH_MAX}.
 */
public final class CompactJws {
    /** Maximum length that is parsed, in characters; ours are below 700. Limits the cost of garbage. */
    public static final int LENGTH_MAX = 2048;

    /** The only members allowed in the header. */
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");

    private final JWSObject jws;

    private CompactJws(JWSObject jws) {
        this.jws = jws;
    }

    /** The text as a JWS of type {@code type}, or empty if it is anything else. */
    public static Optional<CompactJws> read(String text, String type) {
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            JWSObject jws = JWSObject.parse(text);
            return isPlain(jws.getHeader(), type) && isCanonical(jws)
                    ? Optional.of(new CompactJws(jws))
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Signs {@code claims}. Throws only if the key does not fit the algorithm, which is a bug. */
    public static String sign(
            JWSAlgorithm algorithm, String keyId, String type, Map<String, Object> claims, JWSSigner signer) {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType(type))
                .build();
        JWSObject jws = new JWSObject(header, new Payload(claims));
        try {
            jws.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with key " + keyId, e);
        }
        return jws.serialize();
    }

    /** The id of the key with which the text claims to be signed. */
    public String keyId() {
        return jws.getHeader().getKeyID();
    }

    /** The claims, if {@code verifier} accepts the signature and the header names exactly {@code algorithm}. */
    public Optional<Map<String, Object>> claimsIfSignedBy(JWSAlgorithm algorithm, JWSVerifier verifier) {
        try {
            boolean signed = algorithm.equals(jws.getHeader().getAlgorithm()) && jws.verify(verifier);
            return signed ? Optional.ofNullable(jws.getPayload().toJSONObject()) : Optional.empty();
        } catch (JOSEException e) {
            return Optional.empty();
        }
    }

    /** The claim {@code name} as text, or null. */
    public static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text ? text : null;
    }

    /** The claim {@code name} as a NumericDate (seconds since 1970); null if absent, malformed or after {@link TimeRule#MAX}. */
    public static @Nullable Instant time(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= TimeRule.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(number.longValue())
                : null;
    }

    /** The claim {@code name} as milliseconds since 1970; null if absent, malformed or after {@link TimeRule#MAX}. */
    public static @Nullable Instant millis(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= TimeRule.MAX.toEpochMilli()
                ? Instant.ofEpochMilli(number.longValue())
                : null;
    }

    private static boolean isPlain(JWSHeader header, String type) {
        return HEADER.containsAll(header.getIncludedParams())
                && header.getKeyID() != null
                && header.getType() != null
                && header.getType().getType().equals(type);
    }

    /**
     * Whether each part is canonical: decoders ignore padding, line breaks and unused bits of the last character, so several texts would
     * decode to the same bytes.
     */
    private static boolean isCanonical(JWSObject jws) {
        for (Base64URL part : jws.getParsedParts()) {
            if (!Base64URL.encode(part.decode()).equals(part)) {
                return false;
            }
        }
        return true;
    }
}
