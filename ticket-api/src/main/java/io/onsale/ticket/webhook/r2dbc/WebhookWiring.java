package io.onsale.ticket.webhook.r2dbc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.loop.Loop;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.SettlePayment;
import io.onsale.ticket.webhook.ProcessWebhooks;
import io.onsale.ticket.webhook.Webhooks;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.validation.annotation.Validated;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks: their table and the loops that work on them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookWiring.Settings.class)
class WebhookWiring {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration KEEP_SETTLED =
            Duration.ofDays(7); // PortOne retries for hours; repeats are recognised
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /** @param storeId PortOne's id of the shop; webhooks of other stores are ignored */
    @Validated
    @ConfigurationProperties("onsale.portone")
    record Settings(@NotBlank String storeId) {}

    @Bean
    WakeUpSignal webhookSignal() {
        return new WakeUpSignal();
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
                .description("Webhooks of the payment provider that could not be processed within two hours")
                .register(meters);
        ProcessWebhooks process =
                new ProcessWebhooks(webhooks, settlePayment, payments, json, settings.storeId(), givenUp::increment);
        return Loop.batches("Processing webhooks", LOOK_EVERY, Schedulers.parallel(), webhookSignal, process::batch);
    }

    @Bean
    Loop webhookTidying(Webhooks webhooks) {
        return Loop.batches(
                "Deleting settled webhooks",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> webhooks.forgetSettled(KEEP_SETTLED, FORGET_BATCH));
    }

    @Bean
    Webhooks webhooks(DatabaseClient database) {
        return new R2dbcWebhooks(database);
    }
}
