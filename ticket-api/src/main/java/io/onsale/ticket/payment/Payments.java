package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Payments and their attempts. Changed only under the lock of their booking. Times are the database's: nodes do not compare their
 * clocks.
 */
public interface Payments {
    /**
     * An open attempt to ask about.
     *
     * @param isOver a payment that is not paid now was not charged by this attempt
     */
    record DueAttempt(Attempt attempt, boolean isOver) {}

    /**
     * A payment to ask about.
     *
     * @param isLast the next answer is the last one
     */
    record Watched(String paymentId, boolean isLast) {}

    Mono<Void> add(Payment payment);

    Mono<Payment> find(String paymentId);

    /** Says that the money is here. From now on it is watched as {@link Watch#PAID}. */
    Mono<Void> markPaid(String paymentId, String providerStatus);

    /** Says how much of a payment is back or on its way back, minor units; never more than was paid. */
    Mono<Void> setRefunded(String paymentId, long amount);

    /** Counts money as given back; false if that would be more than was paid. */
    Mono<Boolean> addRefunded(String paymentId, Money amount);

    /**
     * Starts an attempt; {@code SENT}.
     *
     * @param askAfter when others begin to ask the provider about it
     * @param giveUpAfter when a payment that is not paid was not charged by it
     */
    Mono<Void> startAttempt(String attemptId, String paymentId, Duration askAfter, Duration giveUpAfter);

    /**
     * Whether the attempt may still be sent to the provider: nobody has settled it or given it up, and it was started no longer ago than
     * {@code within}.
     */
    Mono<Boolean> maySend(String attemptId, Duration within);

    Mono<Attempt> findAttempt(String attemptId);

    Mono<Attempt> findOpenAttempt(String paymentId);

    /** Settles this attempt if it is open, and no other. */
    Mono<Void> decline(String attemptId, String reason);

    /** Settles the open attempt of a payment, or else its latest, as paid. */
    Mono<Void> markAttemptPaid(String paymentId);

    /** Says that the provider's answer did not tell. */
    Mono<Void> markUnknown(String attemptId, Duration askAfter, Duration giveUpAfter);

    /** Open attempts that are due to be asked about; nobody else gets them for {@code lease}. */
    Flux<DueAttempt> leaseOpen(Duration lease, int limit);

    /** From now on the payment is watched as {@link Watch#UNPAID}, if it is not paid. */
    Mono<Void> watch(String paymentId);

    /** Asks about the payment at once, and from then on as if its watch had just begun; false if we have no such payment. */
    Mono<Boolean> watchAnew(String paymentId);

    /** Watched payments that are due; nobody else gets them for {@code lease}. */
    Flux<Watched> leaseWatched(Duration lease, int limit);

    /** Says that the provider has answered about a watched payment: the next pause is longer, or there is none. */
    Mono<Void> looked(String paymentId);
}
