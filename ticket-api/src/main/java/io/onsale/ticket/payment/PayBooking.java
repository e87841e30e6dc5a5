package io.onsale.ticket.payment;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.payment.PaymentProvider.Confirmation;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Charges the buyer: attempt on record → looked at once more → provider asked to confirm → payment read back → booking settled. The
 * card is charged only here, when the seats are certain.
 */
public final class PayBooking {
    private static final Logger LOG = LoggerFactory.getLogger(PayBooking.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1); // the provider's books may lag behind its answer

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

        /** The show has begun: nothing was charged, and the booking expires as any other. */
        record PerformanceStarted() implements Outcome {}
    }

    /**
     * How long things may take.
     *
     * @param sendWithin how late an attempt may be sent; one that is sent then must end before it is given up
     * @param answerWithin how long the buyer waits for our answer, before it is "not known yet"
     * @param askAfter when others begin to ask about an attempt: the call itself has most likely told by then
     * @param giveUpAfter when a payment that still is not paid counts as not charged: longer than the provider works on a call
     * @param giveUpAfterFailure the same where the provider has answered that it failed
     */
    public record Patience(
            Duration sendWithin,
            Duration answerWithin,
            Duration askAfter,
            Duration giveUpAfter,
            Duration giveUpAfterFailure) {}

    private sealed interface Start {
        record Started(Booking booking) implements Start {}

        record Ended(Outcome outcome) implements Start {}
    }

    private final Bookings bookings;
    private final Payments payments;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;
    private final Atomic atomic;
    private final Patience patience;

    public PayBooking(
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            Atomic atomic,
            Patience patience) {
        this.bookings = bookings;
        this.payments = payments;
        this.provider = provider;
        this.settlePayment = settlePayment;
        this.atomic = atomic;
        this.patience = patience;
    }

    /**
     * Pays by what the checkout gave. A repeat with the same attempt id charges nothing more: it tells how the attempt stands.
     *
     * @param attemptId made up by us, the same for repeats
     */
    public Mono<Outcome> pay(AttemptId attemptId, BookingId id, FanId fan, String paymentToken) {
        return payments.findAttempt(attemptId)
                .flatMap(attempt -> bookings.find(id).flatMap(booking -> standing(attempt, booking)))
                .switchIfEmpty(Mono.defer(() -> payNow(attemptId, id, fan, paymentToken)));
    }

    private Mono<Outcome> payNow(AttemptId attemptId, BookingId id, FanId fan, String paymentToken) {
        return start(attemptId, id, fan).flatMap(start -> switch (start) {
            case Start.Started started -> charge(started.booking(), attemptId, paymentToken);
            case Start.Ended ended -> Mono.just(ended.outcome());
        });
    }

    private Mono<Start> start(AttemptId attemptId, BookingId id, FanId fan) {
        return bookings.lock(id)
                .filter(booking -> booking.fan().equals(fan)) // others' bookings do not exist
                .flatMap(booking -> start(attemptId, booking))
                .defaultIfEmpty(new Start.Ended(new Outcome.NotFound()))
                .as(atomic::atomically);
    }

    private Mono<Start> start(AttemptId attemptId, Booking booking) {
        return switch (booking.status()) {
            case CONFIRMED, CANCELLED -> Mono.just(new Start.Ended(new Outcome.NotPayable(booking)));
            case EXPIRED -> Mono.just(new Start.Ended(new Outcome.Expired()));
            case PENDING ->
                bookings.isOverdue(booking.id())
                        .flatMap(isOverdue -> isOverdue
                                ? Mono.just(new Start.Ended(new Outcome.Expired()))
                                : startUnlessOpen(attemptId, booking));
        };
    }

    private Mono<Start> startUnlessOpen(AttemptId attemptId, Booking booking) {
        return payments.findOpenAttempt(booking.payment())
                .<Start>map(open -> new Start.Ended(new Outcome.Unknown(booking)))
                .switchIfEmpty(Mono.defer(() -> startBeforeTheShow(attemptId, booking)));
    }

    private Mono<Start> startBeforeTheShow(AttemptId attemptId, Booking booking) {
        return bookings.hasShowBegun(booking.id())
                .flatMap(hasBegun -> hasBegun
                        ? Mono.just(new Start.Ended(new Outcome.PerformanceStarted()))
                        : payments.startAttempt(
                                        attemptId, booking.payment(), patience.askAfter(), patience.giveUpAfter())
                                .thenReturn(new Start.Started(booking)));
    }

    /** Goes on when the buyer stops waiting. */
    private Mono<Outcome> charge(Booking booking, AttemptId attemptId, String paymentToken) {
        Mono<Outcome> charged = payments.maySend(attemptId, patience.sendWithin())
                .flatMap(maySend -> maySend ? send(booking, attemptId, paymentToken) : leave(booking, attemptId))
                .doOnError(e -> LOG.warn("{} is asked about later: {}", booking.payment(), e.toString()))
                .onErrorComplete() // the attempt is on record
                .defaultIfEmpty(new Outcome.Unknown(booking));
        return Mono.fromFuture(charged.toFuture(), true)
                .timeout(patience.answerWithin(), Mono.just(new Outcome.Unknown(booking)));
    }

    private Mono<Outcome> send(Booking booking, AttemptId attemptId, String paymentToken) {
        return provider.confirm(booking.payment(), paymentToken, booking.total(), attemptId.value())
                .flatMap(confirmation -> conclude(confirmation, booking, attemptId));
    }

    /** This process stood still after the attempt was on record, and the world went on: nothing is charged by it. */
    private Mono<Outcome> leave(Booking booking, AttemptId attemptId) {
        LOG.warn("{}: attempt {} was not sent in time and is not sent any more", booking.payment(), attemptId);
        return decline(booking, attemptId, "the payment was not sent in time");
    }

    private Mono<Outcome> conclude(Confirmation confirmation, Booking booking, AttemptId attemptId) {
        return switch (confirmation) {
            case Confirmation.Answered answered ->
                settlePayment.askAndSettle(booking.payment()).then(standing(attemptId, booking));
            case Confirmation.Failed failed ->
                settlePayment
                        .askAndSettle(booking.payment())
                        .then(Mono.defer(() -> markUnknown(attemptId)))
                        .then(standing(attemptId, booking));
            case Confirmation.Refused refused -> decline(booking, attemptId, refused.reason());
            case Confirmation.Silent silent -> Mono.just(new Outcome.Unknown(booking));
        };
    }

    /** This attempt and no other: the answer may be old, and another attempt under way. */
    private Mono<Outcome> decline(Booking booking, AttemptId attemptId, String reason) {
        return bookings.lock(booking.id())
                .then(payments.decline(attemptId, reason))
                .as(atomic::atomically)
                .then(standing(attemptId, booking));
    }

    /** Has no effect on an attempt that was settled just now. */
    private Mono<Void> markUnknown(AttemptId attemptId) {
        return payments.markUnknown(attemptId, ASK_AGAIN, patience.giveUpAfterFailure());
    }

    private Mono<Outcome> standing(AttemptId attemptId, Booking booking) {
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
