package io.onsale.ticket.payment;

import io.onsale.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Payments and their attempts. Changed only under the lock of their booking. */
public interface Payments {
    Mono<Void> add(Payment payment);

    Mono<Payment> find(String paymentId);

    /** Says that the money is here. */
    Mono<Void> markPaid(String paymentId, String providerStatus);

    /** Counts money as given back; false if that would be more than was paid. */
    Mono<Boolean> addRefunded(String paymentId, Money amount);

    /** @param askAfter from when on others ask the provider about it */
    Mono<Void> startAttempt(Attempt attempt, Instant askAfter);

    Mono<Attempt> findAttempt(String attemptId);

    Mono<Attempt> findOpenAttempt(String paymentId);

    /** Settles the open attempt of a payment, if there is one. */
    Mono<Void> decline(String paymentId, String reason);

    /** The same if it was started before {@code askedAt}: what the provider said then is not about a later one. */
    Mono<Void> decline(String paymentId, Instant askedAt, String reason);

    /** Settles the open attempt of a payment, or else its latest, as paid. */
    Mono<Void> markAttemptPaid(String paymentId);

    /** Says that the provider's answer did not tell; it is asked from {@code askAfter} on. */
    Mono<Void> markUnknown(String attemptId, Instant giveUpAt, Instant askAfter);

    /** Open attempts that are due to be asked about; nobody else gets them for {@code lease}. */
    Flux<Attempt> claimOpen(Duration lease, int limit);
}
