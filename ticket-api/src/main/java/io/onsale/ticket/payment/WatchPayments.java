package io.onsale.ticket.payment;

import io.onsale.ticket.payment.Payments.Watched;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks about payments that may still change: late money for a booking that has ended, and refunds made at the provider. Webhooks report
 * both sooner, but may be lost. The pauses grow by {@link WatchSchedule}; only answers count, so an outage of the provider does not end
 * a watch.
 */
public final class WatchPayments {
    private static final Logger LOG = LoggerFactory.getLogger(WatchPayments.class);
    private static final Duration LEASE =
            Duration.ofMinutes(1); // longer than a batch takes if the provider does not answer
    private static final int BATCH = 20;
    private static final int CONCURRENT_MAX = 4; // calls to the provider: paying fans come first

    private final Payments payments;
    private final SettlePayment settlePayment;

    public WatchPayments(Payments payments, SettlePayment settlePayment) {
        this.payments = payments;
        this.settlePayment = settlePayment;
    }

    /** Asks about one batch; emits its size. */
    public Mono<Integer> batch() {
        return payments.leaseWatched(LEASE, BATCH)
                .flatMap(watched -> look(watched).thenReturn(1), CONCURRENT_MAX)
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
            LOG.error("the last question about {} failed and is asked again: {}", watched.paymentId(), e.toString());
        } else {
            LOG.warn("could not ask about {}, trying again: {}", watched.paymentId(), e.toString());
        }
    }
}
