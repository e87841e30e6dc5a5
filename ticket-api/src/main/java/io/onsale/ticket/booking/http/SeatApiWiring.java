package io.onsale.ticket.booking.http;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.ticket.booking.SeatReservations;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SeatApiWiring.Settings.class)
class SeatApiWiring {
    /** @param uri of seat-api on the internal network: the reservation routes are not on the public origin */
    @Validated
    @ConfigurationProperties("onsale.seat-api")
    record Settings(@NotNull URI uri) {}

    @Bean
    SeatReservations seatReservations(
            WebClient.Builder http, Settings settings, AccessTokenSigner signer, Clock clock) {
        return new HttpSeatReservations(http.baseUrl(settings.uri().toString()).build(), signer, clock);
    }
}
