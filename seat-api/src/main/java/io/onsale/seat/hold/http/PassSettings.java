package io.onsale.seat.hold.http;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** @param keysUri queue-api's {@code /api/v1/keys/passes} */
@Validated
@ConfigurationProperties("onsale.pass")
record PassSettings(@NotNull URI keysUri) {}
