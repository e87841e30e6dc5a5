package io.onsale.service.access;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How this service checks access tokens. Neither setting has a default: a service with a well-known secret must not start.
 *
 * @param fanSecret base64 of at least 32 bytes, the same in all services
 * @param staffKeysUri ticket-api's {@code /api/v1/keys/access}
 */
@Validated
@ConfigurationProperties("onsale.access")
record AccessSettings(@NotNull String fanSecret, @NotNull URI staffKeysUri) {
    byte[] fanSecretBytes() {
        return Base64.getDecoder().decode(fanSecret);
    }
}
