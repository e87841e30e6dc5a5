package io.onsale.service.limit;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Determines the addresses of clients. {@code WebEdge} imports it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientSettings.class)
public class LimitEdge {
    @Bean
    ClientAddresses clientAddresses(ClientSettings settings) {
        return settings.addresses();
    }
}
