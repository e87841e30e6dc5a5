package io.onsale.ticket.code.web;

import io.onsale.ticket.code.StatementSigner;
import io.onsale.ticket.code.TicketCodes;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TicketCodeSettings.class)
class TicketCodeWiring {
    @Bean
    StatementSigner statementSigner(TicketCodeSettings settings, Clock clock) {
        return new StatementSigner(settings.keys(), clock);
    }

    @Bean
    TicketCodes ticketCodes(StatementSigner signer) {
        return new TicketCodes(signer);
    }
}
