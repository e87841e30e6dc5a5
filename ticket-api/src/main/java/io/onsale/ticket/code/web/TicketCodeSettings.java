package io.onsale.ticket.code.web;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import jakarta.validation.constraints.NotBlank;
import java.text.ParseException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The keys that sign tickets. No default, because a service with a well-known key must not start.
 *
 * @param signingKey in JSON: a private Ed25519 key with a key id (JWK), or a set of keys (JWK set), of which the first private key that is
 *     valid now signs; see {@link io.onsale.ticket.code.StatementSigner}
 */
@Validated
@ConfigurationProperties("onsale.ticket-code")
record TicketCodeSettings(@NotBlank String signingKey) {
    List<OctetKeyPair> keys() {
        try {
            return signingKey.contains("\"keys\"")
                    ? JWKSet.parse(signingKey).getKeys().stream()
                            .map(JWK::toOctetKeyPair)
                            .toList()
                    : List.of(OctetKeyPair.parse(signingKey));
        } catch (ParseException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "onsale.ticket-code.signing-key is neither an Ed25519 key (JWK) nor a set of them (JWK set)", e);
        }
    }

    /** Hides the keys. */
    @Override
    public String toString() {
        return "TicketCodeSettings";
    }
}
