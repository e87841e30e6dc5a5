package io.onsale.ticket.payment;

import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.payment.Payments.DueAttempt;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Finds the outcome of attempts that have not reported one: asks the provider until it says PAID or FAILED, or until the attempt can no
 * longer charge. Should it charge even later, {@link WatchPayments} finds the money.
 */
public final class AskAboutAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(AskAboutAttempts.class);
    private static final Duration LEASE = Duration.ofSeconds(5); // and the interval at which one attempt is asked about
    private static final int BATCH = 50;
    private static final int CONCURRENT_MAX = 8; // calls to the provider

    private final Payments payments;
    private final Bookings bookings;
    private final SettlePayment settlePayment;
    private final Atomic atomic;

    public AskAboutAttempts(Payments payments, Bookings bookings, SettlePayment settlePayment, Atomic atomic) {
        this.payments = payments;
        this.bookings = bookings;
        this.settlePayment = settlePayment;
        this.atomic = atomic;
    }

    /** Asks about one batch; emits its size. */
    public Mono<Integer> batch() {
        return payments.leaseOpen(LEASE, BATCH)
                .flatMap(
                        due -> ask(due).doOnError(e -> LOG.warn(
                                        "could not ask about {}, trying again: {}",
                                        due.attempt().paymentId(),
                                        e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum);
    }

    private Mono<Void> ask(DueAttempt due) { // isOver was read before the provider is asked
        return settlePayment
                .askAndSettle(due.attempt().paymentId())
                .then(Mono.defer(() -> due.isOver() ? giveUp(due.attempt()) : Mono.empty()));
    }

    private Mono<Void> giveUp(Attempt attempt) {
        return bookings.lockByPayment(attempt.paymentId())
                .then(payments.findOpenAttempt(attempt.paymentId()))
                .filter(open -> open.attemptId().equals(attempt.attemptId()))
                .flatMap(open -> payments.decline(open.attemptId(), "the payment did not go through")
                        .then(payments.watch(open.paymentId())))
                .as(atomic::atomically);
    }
}
