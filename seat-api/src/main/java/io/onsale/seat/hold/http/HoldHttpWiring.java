package io.onsale.seat.hold.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.service.access.JwksClient;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassCheckSettings.class)
class HoldHttpWiring {
    /** How long a key that queue-api has dropped is still accepted, at most. */
    private static final Duration REFRESH_EVERY = Duration.ofMinutes(1);

    @Bean
    JwksClient passKeySet(PassCheckSettings settings, WebClient.Builder http) {
        return new JwksClient(http.build(), settings.keysUri());
    }

    @Bean
    Loop passKeyRefresh(JwksClient passKeySet) {
        return passKeySet.refreshing(REFRESH_EVERY, Schedulers.parallel());
    }

    @Bean
    Passes passes(
            PassCheckSettings settings,
            JwksClient passKeySet,
            RevokedPasses revoked,
            MeterRegistry meters,
            Clock clock) {
        Counter refused = Counter.builder("onsale.seat.passes.refused")
                .description("Unknown passes beyond their fan's rate, which were not verified")
                .register(meters);
        CallerLimit unknown = new CallerLimit(settings.unknown(), System::nanoTime, refused);
        return new CheckedPasses(new PassVerifier(clock), passKeySet, revoked, unknown, meters, clock);
    }
}
