package io.onsale.queue.pass.web;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import jakarta.validation.constraints.NotBlank;
import java.text.ParseException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that sign passes. No default, because a service with a well-known key must not start.
 *
 * @param signingKey in JSON: a private P-256 key with a key id (JWK), or a set of keys (JWK set), of which the first private key that is valid
 *     now signs; see {@link io.onsale.kernel.pass.PassSigner}
 */
@Validated
@ConfigurationProperties("onsale.pass")
record PassSettings(@NotBlank String signingKey) {
    List<ECKey> keys() {
        try {
            return signingKey.contains("\"keys\"")
                    ? JWKSet.parse(signingKey).getKeys().stream()
                            .map(JWK::toECKey)
                            .toList()
                    : List.of(ECKey.parse(signingKey));
        } catch (ParseException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "onsale.pass.signing-key is neither an EC key (JWK) nor a set of them (JWK set)", e);
        }
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "PassSettings";
    }
}
