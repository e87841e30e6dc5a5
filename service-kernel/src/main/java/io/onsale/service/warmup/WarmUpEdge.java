package io.onsale.service.warmup;

import java.lang.management.ManagementFactory;
import java.util.Objects;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Import this, and provide a {@link Rehearsal}, to have it done before readiness. {@code onsale.warm-up.time: 0s} leaves it out. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WarmUpSettings.class)
public class WarmUpEdge {
    /** A runner: the server takes requests by then, and readiness comes after. */
    @Bean
    ApplicationRunner warmUp(Rehearsal rehearsal, WarmUpSettings settings, WebServerApplicationContext service) {
        WarmUp warmUp = new WarmUp(
                rehearsal, settings.time(), ManagementFactory.getCompilationMXBean()::getTotalCompilationTime);
        return arguments ->
                warmUp.run(Objects.requireNonNull(service.getWebServer()).getPort());
    }
}
