package io.onsale.queue.pass.web;

import com.nimbusds.jose.jwk.ECKey;
import jakarta.validation.constraints.NotBlank;
import java.text.ParseException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What passes are signed with. No default: a service with a well-known key must not start.
 *
 * @param signingKey private P-256 key with a key id, as JWK in JSON
 */
@Validated
@ConfigurationProperties("onsale.pass")
record PassSettings(@NotBlank String signingKey) {
    ECKey key() {
        try {
            return ECKey.parse(signingKey);
        } catch (ParseException e) {
            throw new IllegalArgumentException("onsale.pass.signing-key is not an EC key as JWK", e);
        }
    }
}
