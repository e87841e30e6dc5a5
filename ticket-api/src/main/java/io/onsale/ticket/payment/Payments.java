package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.PaymentId;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Payments and their attempts, changed only while their booking is locked. All times are those of the database, because the clocks of nodes
 * differ.
 */
public interface Payments {
    /**
     * An open attempt to ask about.
     *
     * @param isOver if the payment is not paid now, this attempt has not charged it
     */
    record DueAttempt(Attempt attempt, boolean isOver) {}

    /**
     * A payment to ask about.
     *
     * @param isLast the watch ends with the next answer
     */
    record Watched(PaymentId paymentId, boolean isLast) {}

    /** The result of a request to watch a payment. */
    enum Watching {
        WATCHED,
        /** We have no such payment. */
        UNKNOWN_PAYMENT
    }

    Mono<Void> add(Payment payment);

    Mono<Payment> find(PaymentId paymentId);

    /** Records that it is paid. From now on it is watched as {@link WatchSchedule#PAID}. */
    Mono<Void> markPaid(PaymentId paymentId, String providerStatus);

    /** Records how much of a payment is refunded or being refunded, in minor units; never more than was paid. */
    Mono<Void> setRefunded(PaymentId paymentId, long amount);

    /** Adds to the refunded amount. Errors with {@link IllegalStateException} if that were more than was paid. */
    Mono<Void> addRefunded(PaymentId paymentId, Money amount);

    /**
     * Starts an attempt; {@code SENT}.
     *
     * @param askAfter when {@link AskAboutAttempts} begins to ask about it
     * @param giveUpAfter when a payment that is still unpaid was not charged by it
     */
    Mono<Void> startAttempt(AttemptId attemptId, PaymentId paymentId, Duration askAfter, Duration giveUpAfter);

    /**
     * Whether the attempt may still be sent to the provider: it is neither settled nor given up, and was started no longer ago than {@code
     * within}.
     */
    Mono<Boolean> maySend(AttemptId attemptId, Duration within);

    Mono<Attempt> findAttempt(AttemptId attemptId);

    Mono<Attempt> findOpenAttempt(PaymentId paymentId);

    /** Settles this attempt, if it is open, as declined. */
    Mono<Void> decline(AttemptId attemptId, String reason);

    /** Settles the open attempt of a payment, or else its latest, as paid. */
    Mono<Void> markAttemptPaid(PaymentId paymentId);

    /** Records that the provider's answer was not clear. */
    Mono<Void> markUnknown(AttemptId attemptId, Duration askAfter, Duration giveUpAfter);

    /** Open attempts that are due; no other node gets them for {@code lease}. */
    Flux<DueAttempt> leaseOpen(Duration lease, int limit);

    /** If it is not paid, the payment is watched from now on as {@link WatchSchedule#UNPAID}, if it is not paid. */
    Mono<Void> watch(PaymentId paymentId);

    /** Restarts the watch of a payment; it is due at once. */
    Mono<Watching> watchAnew(PaymentId paymentId);

    /** Watched payments that are due; no other node gets them for {@code lease}. */
    Flux<Watched> leaseWatched(Duration lease, int limit);

    /** Records an answer about a watched payment: the next pause is longer, or the watch ends. */
    Mono<Void> looked(PaymentId paymentId);
}
