package io.onsale.ticket.webhook.web;

import io.onsale.ticket.webhook.WebhookSignature;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSignatureWiring.Settings.class)
class WebhookSignatureWiring {
    /** @param previousWebhookSecret still accepted while the provider switches to {@code webhookSecret} */
    @Validated
    @ConfigurationProperties("onsale.portone")
    record Settings(
            @NotBlank String webhookSecret, @Nullable String previousWebhookSecret) {
        List<String> secrets() {
            return Stream.of(webhookSecret, previousWebhookSecret == null ? "" : previousWebhookSecret)
                    .filter(secret -> !secret.isBlank())
                    .toList();
        }

        @Override
        public String toString() {
            return "Settings[…]";
        }
    }

    @Bean
    WebhookSignature webhookSignature(Settings settings, Clock clock) {
        return new WebhookSignature(settings.secrets(), clock);
    }
}
