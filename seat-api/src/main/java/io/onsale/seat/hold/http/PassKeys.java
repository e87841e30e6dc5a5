package io.onsale.seat.hold.http;

import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.service.access.JwksClient;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassSettings.class)
class PassKeys {
    @Bean
    Passes passes(PassSettings settings, WebClient.Builder http, RevokedPasses revoked, Clock clock) {
        JwksClient keys = new JwksClient(http.build(), settings.keysUri(), clock);
        return new CheckedPasses(new PassVerifier(clock), keys, revoked, clock);
    }
}
