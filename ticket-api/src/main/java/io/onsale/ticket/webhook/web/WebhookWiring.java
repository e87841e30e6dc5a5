package io.onsale.ticket.webhook.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.loop.Loop;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.SettlePayment;
import io.onsale.ticket.webhook.ProcessWebhooks;
import io.onsale.ticket.webhook.WebhookSignature;
import io.onsale.ticket.webhook.Webhooks;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookWiring.Settings.class)
class WebhookWiring {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration KEEP_SETTLED =
            Duration.ofDays(7); // PortOne retries for hours; a repeat is recognised by then
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /** @param previousWebhookSecret still accepted while the provider changes over to {@code webhookSecret} */
    @Validated
    @ConfigurationProperties("onsale.portone")
    record Settings(
            @NotBlank String webhookSecret,
            @Nullable String previousWebhookSecret,
            @NotBlank String storeId) {
        List<String> secrets() {
            return Stream.of(webhookSecret, previousWebhookSecret == null ? "" : previousWebhookSecret)
                    .filter(secret -> !secret.isBlank())
                    .toList();
        }

        @Override
        public String toString() {
            return "Settings[store " + storeId + "]";
        }
    }

    @Bean
    WakeUpSignal webhookSignal() {
        return new WakeUpSignal();
    }

    @Bean
    WebhookSignature webhookSignature(Settings settings, Clock clock) {
        return new WebhookSignature(settings.secrets(), clock);
    }

    @Bean
    Loop webhookProcessing(
            Webhooks webhooks,
            SettlePayment settlePayment,
            Payments payments,
            JsonMapper json,
            Settings settings,
            WakeUpSignal webhookSignal,
            MeterRegistry meters) {
        Counter givenUp = Counter.builder("onsale.webhooks.given.up")
                .description("Webhooks of the payment provider that could not be worked on in two hours")
                .register(meters);
        ProcessWebhooks process =
                new ProcessWebhooks(webhooks, settlePayment, payments, json, settings.storeId(), givenUp::increment);
        return Loop.batches("processing of webhooks", LOOK_EVERY, Schedulers.parallel(), webhookSignal, process::batch);
    }

    @Bean
    Loop webhookTidying(Webhooks webhooks) {
        return Loop.batches(
                "webhook tidying",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> webhooks.forgetSettled(KEEP_SETTLED, FORGET_BATCH));
    }
}
