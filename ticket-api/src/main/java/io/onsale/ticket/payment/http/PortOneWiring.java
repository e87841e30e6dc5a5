package io.onsale.ticket.payment.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.ticket.payment.PaymentProvider;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PortOneWiring.Settings.class)
class PortOneWiring {
    private static final int CONNECTIONS_MAX = 200; // a slow card network holds one per buyer for up to 60 s
    private static final int WAITING_MAX = 1_000; // requests waiting for a connection
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);
    private static final Duration IDLE_MAX = Duration.ofSeconds(30); // shorter than the idle time-out of load balancers

    /** The secret has no default. The store id is PortOne's id of the shop. */
    @Validated
    @ConfigurationProperties("onsale.portone")
    record Settings(
            @NotNull URI uri,
            @NotBlank String apiSecret,
            @NotBlank String storeId) {
        @Override
        public String toString() {
            return "Settings[" + uri + ", store " + storeId + "]";
        }
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider portOneConnections() {
        return ConnectionProvider.builder("portone")
                .maxConnections(CONNECTIONS_MAX)
                .pendingAcquireMaxCount(WAITING_MAX)
                .pendingAcquireTimeout(WAIT_MAX)
                .maxIdleTime(IDLE_MAX)
                .build();
    }

    @Bean
    PaymentProvider paymentProvider(
            WebClient.Builder http, ConnectionProvider portOneConnections, Settings settings, MeterRegistry meters) {
        WebClient portOne = http.baseUrl(settings.uri().toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(portOneConnections)))
                .defaultHeader(HttpHeaders.AUTHORIZATION, "PortOne " + settings.apiSecret())
                .build();
        return new HttpPaymentProvider(portOne, settings.storeId(), meters);
    }
}
