package io.onsale.ticket.code;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The public keys that verify ticket codes: a JWK set (RFC 7517). */
public record PublishedKeys(List<PublishedKey> keys) {
    /**
     * An Ed25519 key (RFC 8037).
     *
     * @param kty {@code OKP}
     * @param crv {@code Ed25519}
     * @param x the key, base64url of 32 bytes
     * @param nbf when it begins to sign, in seconds since 1970; absent if it has no such time
     * @param exp when it is no longer valid; absent if it has no such time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PublishedKey(
            String kty,
            String crv,
            String kid,
            String x,
            @Nullable Long nbf,
            @Nullable Long exp) {}
}
