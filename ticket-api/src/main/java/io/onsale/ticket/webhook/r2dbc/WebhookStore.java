package io.onsale.ticket.webhook.r2dbc;

import io.onsale.ticket.webhook.Webhooks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class WebhookStore {
    @Bean
    Webhooks webhooks(DatabaseClient database) {
        return new WebhookTable(database);
    }
}
