package io.onsale.kernel.jws;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed set of claims (RFC 7515 compact form), not yet trusted: only {@link #claimsIfSignedBy} hands out claims.
 *
 * <p>Headers that could point at another key ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}), {@code crit} and {@code b64}
 * are refused, as is everything longer than {@link #LENGTH_MAX}.
 */
public final class CompactJws {
    /** Longest text we look at, in characters; ours are below 700. Keeps the cost of nonsense small. */
    public static final int LENGTH_MAX = 2048;

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
            return isPlain(jws.getHeader(), type) ? Optional.of(new CompactJws(jws)) : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Signs {@code claims}; fails only if the key does not fit the algorithm, which is a bug. */
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

    /** Which key the text says it was signed with. */
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

    /** The claim {@code name} as a NumericDate (seconds since 1970), or null. */
    public static @Nullable Instant time(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : null;
    }

    /** The claim {@code name} as milliseconds since 1970, or null. */
    public static @Nullable Instant millis(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number millis ? Instant.ofEpochMilli(millis.longValue()) : null;
    }

    private static boolean isPlain(JWSHeader header, String type) {
        return header.getKeyID() != null
                && header.getType() != null
                && header.getType().getType().equals(type)
                && header.getJWKURL() == null
                && header.getJWK() == null
                && header.getX509CertURL() == null
                && header.getX509CertChain() == null
                && header.getCriticalParams() == null
                && header.isBase64URLEncodePayload();
    }
}
