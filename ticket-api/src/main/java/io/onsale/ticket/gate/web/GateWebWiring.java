package io.onsale.ticket.gate.web;

import io.onsale.ticket.gate.Scans;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateWebWiring {
    @Bean
    CountsFeed countsFeed(Scans scans, Clock clock) {
        return new CountsFeed(scans, clock);
    }
}
