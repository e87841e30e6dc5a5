package io.onsale.ticket.payment;

import io.onsale.ticket.payment.Payments.Watched;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks about payments that nobody reports any more: late money of a booking that is over, and money that went back at the provider.
 * Webhooks tell of both sooner, but a webhook may be lost. The pauses grow as {@link Watch} says; an unanswered question does not count,
 * so no outage of the provider ends a watch.
 */
public final class WatchPayments {
    private static final Logger LOG = LoggerFactory.getLogger(WatchPayments.class);
    private static final Duration LEASE =
            Duration.ofMinutes(1); // longer than one batch takes if the provider is silent
    private static final int BATCH = 20;
    private static final int AT_A_TIME = 4; // calls to the provider: fans who pay come first

    private final Payments payments;
    private final SettlePayment settlePayment;

    public WatchPayments(Payments payments, SettlePayment settlePayment) {
        this.payments = payments;
        this.settlePayment = settlePayment;
    }

    /** Asks about one batch; emits how many. */
    public Mono<Integer> batch() {
        return payments.leaseWatched(LEASE, BATCH)
                .flatMap(watched -> look(watched).thenReturn(1), AT_A_TIME)
                .reduce(0, Integer::sum);
    }

    private Mono<Void> look(Watched watched) {
        return settlePayment
                .askAndSettle(watched.paymentId())
                .then(Mono.defer(() -> payments.looked(watched.paymentId())))
                .doOnError(e -> report(watched, e))
                .onErrorComplete();
    }

    private static void report(Watched watched, Throwable e) {
        if (watched.isLast()) {
            LOG.error(
                    "{} should have been asked about for the last time, and is asked again: {}",
                    watched.paymentId(),
                    e.toString());
        } else {
            LOG.warn("{} is asked about again: {}", watched.paymentId(), e.toString());
        }
    }
}
