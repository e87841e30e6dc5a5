package io.onsale.service.warmup;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs a {@link Rehearsal} before readiness. Import this and provide one; {@code onsale.warm-up.time: 0s} turns it off. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmUpSettings.class)
public class WarmUpEdge {
    /** A runner, because by then the server accepts requests but the service is not yet ready. */
    @Bean
    ApplicationRunner warmUp(Rehearsal rehearsal, WarmUpSettings settings, WebServerApplicationContext service) {
        WarmUp warmUp = new WarmUp(
                rehearsal, settings.time(), ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
        return arguments ->
                warmUp.run(Objects.requireNonNull(service.getWebServer()).getPort());
    }
}
