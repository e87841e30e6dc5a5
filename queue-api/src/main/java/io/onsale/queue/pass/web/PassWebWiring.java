package io.onsale.queue.pass.web;

import io.onsale.kernel.pass.PassSigner;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PassSettings.class)
class PassWebWiring {
    @Bean
    PassSigner passSigner(PassSettings settings, Clock clock) {
        return new PassSigner(settings.keys(), clock);
    }

    @Bean
    SignedPasses signedPasses(PassSigner signer) {
        return new SignedPasses(signer::sign);
    }
}
