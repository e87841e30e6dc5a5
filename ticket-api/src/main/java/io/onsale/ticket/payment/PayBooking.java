package io.onsale.ticket.payment;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.payment.Attempt.State;
import io.onsale.ticket.payment.PaymentProvider.Confirmation;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Charges the buyer: attempt on record → provider asked to confirm → payment read back → booking settled. The card is charged
 * only here, when the seats are certain.
 */
public final class PayBooking {
    private static final Logger LOG = LoggerFactory.getLogger(PayBooking.class);

    /** What became of it. */
    public sealed interface Outcome {
        record Confirmed(Booking booking) implements Outcome {}

        /** Nothing was charged; another attempt may be made until the booking expires. */
        record Declined(String reason) implements Outcome {}

        /** Not known yet; {@link AskAboutAttempts} finds out. */
        record Unknown(Booking booking) implements Outcome {}

        record NotFound() implements Outcome {}

        record Expired() implements Outcome {}

        record NotPayable(Booking booking) implements Outcome {}
    }

    /**
     * How long things may take.
     *
     * @param answerWithin how long the buyer waits for our answer, before it is "not known yet"
     * @param askAfter when others begin to ask about an attempt: the call itself has most likely told by then
     * @param giveUpAfter when a payment that still is not paid counts as not charged: longer than the provider works on a call
     * @param giveUpAfterFailure the same where the provider has answered that it failed
     */
    public record Patience(
            Duration answerWithin, Duration askAfter, Duration giveUpAfter, Duration giveUpAfterFailure) {}

    private sealed interface Start {
        record Started(Booking booking) implements Start {}

        record Ended(Outcome outcome) implements Start {}
    }

    private final Bookings bookings;
    private final Payments payments;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;
    private final Atomic atomic;
    private final Clock clock;
    private final Patience patience;

    public PayBooking(
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            Atomic atomic,
            Clock clock,
            Patience patience) {
        this.bookings = bookings;
        this.payments = payments;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.atomic = atomic;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Pays by what the checkout gave. A repeat with the same attempt id charges nothing more: it tells how the attempt stands.
     *
     * @param attemptId made up by us, the same for repeats
     */
    public Mono<Outcome> pay(String attemptId, BookingId id, FanId fan, String paymentToken) {
        return payments.findAttempt(attemptId)
                .flatMap(attempt -> bookings.find(id).flatMap(booking -> standing(attempt, booking)))
                .switchIfEmpty(Mono.defer(() -> payNow(attemptId, id, fan, paymentToken)));
    }

    private Mono<Outcome> payNow(String attemptId, BookingId id, FanId fan, String paymentToken) {
        return start(attemptId, id, fan).flatMap(start -> switch (start) {
            case Start.Started started -> charge(started.booking(), attemptId, paymentToken);
            case Start.Ended ended -> Mono.just(ended.outcome());
        });
    }

    private Mono<Start> start(String attemptId, BookingId id, FanId fan) {
        return bookings.lock(id)
                .filter(booking -> booking.fan().equals(fan)) // others' bookings do not exist
                .flatMap(booking -> start(attemptId, booking))
                .defaultIfEmpty(new Start.Ended(new Outcome.NotFound()))
                .as(atomic::atomically);
    }

    private Mono<Start> start(String attemptId, Booking booking) {
        return switch (booking.status()) {
            case CONFIRMED, CANCELLED -> Mono.just(new Start.Ended(new Outcome.NotPayable(booking)));
            case EXPIRED -> Mono.just(new Start.Ended(new Outcome.Expired()));
            case PENDING ->
                booking.expiresAt().isAfter(clock.instant())
                        ? startUnlessOpen(attemptId, booking)
                        : Mono.just(new Start.Ended(new Outcome.Expired()));
        };
    }

    private Mono<Start> startUnlessOpen(String attemptId, Booking booking) {
        return payments.findOpenAttempt(booking.paymentId())
                .<Start>map(open -> new Start.Ended(new Outcome.Unknown(booking)))
                .switchIfEmpty(Mono.defer(() -> {
                    Instant now = clock.instant();
                    Attempt attempt = new Attempt(
                            attemptId, booking.paymentId(), State.SENT, null, now, now.plus(patience.giveUpAfter()));
                    return payments.startAttempt(attempt, now.plus(patience.askAfter()))
                            .thenReturn(new Start.Started(booking));
                }));
    }

    /** Goes on when the buyer stops waiting. */
    private Mono<Outcome> charge(Booking booking, String attemptId, String paymentToken) {
        Mono<Outcome> charged = provider.confirm(booking.paymentId(), paymentToken, booking.total(), attemptId)
                .flatMap(confirmation -> conclude(confirmation, booking, attemptId))
                .doOnError(e -> LOG.warn("{} is asked about later: {}", booking.paymentId(), e.toString()))
                .onErrorComplete() // the attempt is on record
                .defaultIfEmpty(new Outcome.Unknown(booking));
        return Mono.fromFuture(charged.toFuture(), true)
                .timeout(patience.answerWithin(), Mono.just(new Outcome.Unknown(booking)));
    }

    private Mono<Outcome> conclude(Confirmation confirmation, Booking booking, String attemptId) {
        return switch (confirmation) {
            case Confirmation.Answered answered ->
                settlePayment.askAndSettle(booking.paymentId()).then(standing(attemptId, booking));
            case Confirmation.Failed failed ->
                settlePayment
                        .askAndSettle(booking.paymentId())
                        .then(Mono.defer(() -> markUnknown(attemptId)))
                        .then(standing(attemptId, booking));
            case Confirmation.Refused refused ->
                payments.decline(booking.paymentId(), refused.reason()).then(standing(attemptId, booking));
            case Confirmation.Silent silent -> Mono.just(new Outcome.Unknown(booking));
        };
    }

    /** Has no effect on an attempt that was settled just now. */
    private Mono<Void> markUnknown(String attemptId) {
        Instant now = clock.instant();
        return payments.markUnknown(attemptId, now.plus(patience.giveUpAfterFailure()), now.plusSeconds(1));
    }

    private Mono<Outcome> standing(String attemptId, Booking booking) {
        return Mono.defer(() -> Mono.zip(payments.findAttempt(attemptId), bookings.find(booking.id())))
                .flatMap(now -> standing(now.getT1(), now.getT2()));
    }

    private static Mono<Outcome> standing(Attempt attempt, Booking booking) {
        return Mono.just(
                switch (attempt.state()) {
                    case SENT, UNKNOWN -> new Outcome.Unknown(booking);
                    case DECLINED -> new Outcome.Declined(String.valueOf(attempt.reason()));
                    case PAID ->
                        switch (booking.status()) {
                            case CONFIRMED, CANCELLED -> new Outcome.Confirmed(booking);
                            case EXPIRED, PENDING -> new Outcome.Expired(); // paid too late: the money goes back
                        };
                });
    }
}
