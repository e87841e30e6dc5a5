package io.onsale.seat.map.web;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class Streaming {
    @Bean
    OpenStreams openStreams(StreamSettings settings, MeterRegistry meters) {
        return new OpenStreams(settings, meters);
    }
}
