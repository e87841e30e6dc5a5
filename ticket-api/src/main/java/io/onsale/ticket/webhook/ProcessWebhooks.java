package io.onsale.ticket.webhook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.SettlePayment;
import io.onsale.ticket.webhook.Webhooks.End;
import io.onsale.ticket.webhook.Webhooks.Received;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Processes received webhooks. A webhook only says that something happened to a payment; the provider is asked what, so late, reordered
 * and repeated webhooks are harmless.
 */
public final class ProcessWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWebhooks.class);
    private static final int BATCH = 50;
    private static final int CONCURRENT_MAX = 8; // calls to the provider
    private static final int TRIES_MAX = 20; // about two hours; then the watch of its payment continues

    /** The parts of PortOne's webhook (version 2024-04-25) that we read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Notice(@Nullable String type, @Nullable Subject data) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Subject(
            @Nullable String storeId, @Nullable String paymentId) {}

    private final Webhooks webhooks;
    private final SettlePayment settlePayment;
    private final Payments payments;
    private final JsonMapper json;
    private final String storeId;
    private final Runnable givenUp;

    /** @param givenUp called for each webhook that could not be processed, as an alarm */
    public ProcessWebhooks(
            Webhooks webhooks,
            SettlePayment settlePayment,
            Payments payments,
            JsonMapper json,
            String storeId,
            Runnable givenUp) {
        this.webhooks = webhooks;
        this.settlePayment = settlePayment;
        this.payments = payments;
        this.json = json;
        this.storeId = storeId;
        this.givenUp = givenUp;
    }

    /** Processes one batch; emits its size. */
    public Mono<Integer> batch() {
        return webhooks.leaseDue(BATCH)
                .flatMap(
                        webhook -> process(webhook)
                                .onErrorResume(e -> failed(webhook, e))
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum);
    }

    private Mono<Void> process(Received webhook) {
        PaymentId paymentId = paymentId(webhook);
        return paymentId == null
                ? webhooks.settle(webhook.webhookId(), End.IGNORED)
                : settlePayment.askAndSettle(paymentId).then(webhooks.settle(webhook.webhookId(), End.PROCESSED));
    }

    private Mono<Void> failed(Received webhook, Throwable e) {
        LOG.warn(
                "webhook {} (try {}) failed: {}",
                webhook.webhookId(),
                webhook.tries(),
                e.toString(),
                e instanceof Unavailable ? null : e); // a bug needs its stack trace
        return webhook.tries() < TRIES_MAX
                ? Mono.empty()
                : giveUp(webhook).onErrorComplete(); // tried again in ten minutes
    }

    /** Its payment is watched for days without it. */
    private Mono<Void> giveUp(Received webhook) {
        return Mono.justOrEmpty(paymentId(webhook))
                .flatMap(payments::watchAnew)
                .map(outcome -> switch (outcome) {
                    case WATCHED -> End.HANDED_OVER;
                    case UNKNOWN_PAYMENT -> End.DEAD;
                })
                .defaultIfEmpty(End.DEAD)
                .flatMap(end -> webhooks.settle(webhook.webhookId(), end).doOnSuccess(settled -> alarm(webhook, end)));
    }

    private void alarm(Received webhook, End end) {
        givenUp.run();
        LOG.error("webhook {} failed {} times and is given up: {}", webhook.webhookId(), webhook.tries(), end);
    }

    private static @Nullable PaymentId parse(@Nullable String paymentId) {
        return paymentId != null && PaymentId.hasShape(paymentId) ? new PaymentId(paymentId) : null;
    }

    /** The payment it is about; null for another kind of webhook, another store, or an unreadable body. */
    private @Nullable PaymentId paymentId(Received webhook) {
        try {
            Notice notice = json.readValue(webhook.body(), Notice.class);
            Subject subject = notice.data();
            boolean isOfPayments = notice.type() != null && notice.type().startsWith("Transaction.");
            return isOfPayments && subject != null && storeId.equals(subject.storeId())
                    ? parse(subject.paymentId())
                    : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
