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
 * Works on received webhooks. A webhook says only that something happened to a payment; what happened is asked of the provider,
 * so late, reordered and repeated webhooks do no harm.
 */
public final class ProcessWebhooks {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessWebhooks.class);
    private static final int BATCH = 50;
    private static final int AT_A_TIME = 8; // calls to the provider
    private static final int TRIES_MAX = 20; // about two hours; then the watch of its payment goes on asking

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

    /** @param givenUp alarm: counts webhooks that could not be worked on */
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

    /** Works on one batch; emits how many were due. */
    public Mono<Integer> batch() {
        return webhooks.leaseDue(BATCH)
                .flatMap(
                        webhook -> process(webhook)
                                .onErrorResume(e -> failed(webhook, e))
                                .thenReturn(1),
                        AT_A_TIME)
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
                e instanceof Unavailable ? null : e); // a bug shows where
        return webhook.tries() < TRIES_MAX
                ? Mono.empty()
                : giveUp(webhook).onErrorComplete(); // its next try is in ten minutes
    }

    /** Its payment is asked about for days on end, also without it. */
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
        LOG.error("webhook {} could not be worked on {} times: {}", webhook.webhookId(), webhook.tries(), end);
    }

    private static @Nullable PaymentId parse(@Nullable String paymentId) {
        return paymentId != null && PaymentId.hasShape(paymentId) ? new PaymentId(paymentId) : null;
    }

    /** The payment it is about, or null: another kind of webhook, another store, or nothing we can read. */
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
