package io.onsale.seat.hold.http;

import io.onsale.service.limit.Rate;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passes are checked.
 *
 * @param keysUri queue-api's {@code /api/v1/keys/passes}
 * @param unknownPerFan passes with a wrong signature that one fan may send at once; 0: no limit. Checking one costs 1.5 ms, so two hundred cost a
 *     third of a second, once
 * @param unknownPerFanIn after which one more is allowed: to keep a core busy takes hundreds of accounts
 */
@Validated
@ConfigurationProperties("onsale.pass")
record PassCheckSettings(
        @NotNull URI keysUri,
        @Min(0) @DefaultValue("200") int unknownPerFan,
        @DefaultValue("2s") Duration unknownPerFanIn) {
    Rate unknown() {
        return unknownPerFan == 0 ? Rate.UNLIMITED : new Rate(1, unknownPerFanIn, unknownPerFan);
    }
}
