package io.onsale.ticket.refund;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.refund.Refunds.Cancelled;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Gives a booking up that is not paid, and tickets of a confirmed one back: in one transaction the tickets are void, the seats free, the refund recorded. The
 * money follows: tried at once, and until it is done.
 */
public final class CancelBooking {
    private static final Duration SEND_AFTER = Duration.ofSeconds(15); // the loop's turn, if trying at once did not do
    private static final Duration TRY_FOR = Duration.ofSeconds(8); // how long the fan waits for the provider

    /** What became of it. */
    public sealed interface Outcome {
        /** @param isRefunded false while the money is still on its way */
        record Done(BookingId booking, BookingStatus status, Cancelled cancelled, boolean isRefunded)
                implements Outcome {}

        /** It was not paid; nothing of it is left. */
        record GivenUp(Booking booking, Cancelled cancelled) implements Outcome {}

        record NotFound() implements Outcome {}

        record TicketsUnknown(List<TicketId> ticketIds) implements Outcome {}

        record NotCancellable(String why) implements Outcome {}
    }

    private final Bookings bookings;
    private final Tickets tickets;
    private final Payments payments;
    private final Refunds refunds;
    private final SendRefunds sendRefunds;
    private final GiveUpBooking giveUpBooking;
    private final Offers offers;
    private final Outbox outbox;
    private final Atomic atomic;
    private final Clock clock;
    private final RefundPolicy policy;

    public CancelBooking(
            Bookings bookings,
            Tickets tickets,
            Payments payments,
            Refunds refunds,
            SendRefunds sendRefunds,
            GiveUpBooking giveUpBooking,
            Offers offers,
            Outbox outbox,
            Atomic atomic,
            Clock clock,
            RefundPolicy policy) {
        this.bookings = bookings;
        this.tickets = tickets;
        this.payments = payments;
        this.refunds = refunds;
        this.sendRefunds = sendRefunds;
        this.giveUpBooking = giveUpBooking;
        this.offers = offers;
        this.outbox = outbox;
        this.atomic = atomic;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * @param cancellationId made up by us, the same for repeats
     * @param ticketIds those to give back; empty means all
     */
    public Mono<Outcome> cancel(
            RefundId cancellationId, BookingId id, FanId fan, Set<TicketId> ticketIds, String reason) {
        return bookings.lock(id)
                .filter(booking -> booking.fan().equals(fan)) // others' bookings do not exist
                .flatMap(booking -> cancelOnce(cancellationId, booking, ticketIds, reason))
                .defaultIfEmpty(new Outcome.NotFound())
                .as(atomic::atomically)
                .flatMap(this::followUp);
    }

    /** Gives up a booking that is not paid. One that is over already needs no more: a repeat changes nothing. */
    public Mono<Outcome> giveUp(BookingId id, FanId fan) {
        return bookings.lock(id)
                .filter(booking -> booking.fan().equals(fan)) // others' bookings do not exist
                .flatMap(booking -> switch (booking.status()) {
                    case PENDING -> giveUp(RefundId.next(), booking, "given up");
                    case CANCELLED, EXPIRED -> Mono.just(new Outcome.GivenUp(booking, none(RefundId.next(), booking)));
                    case CONFIRMED ->
                        Mono.just(new Outcome.NotCancellable("It is paid: give its tickets back by a cancellation"));
                })
                .defaultIfEmpty(new Outcome.NotFound())
                .as(atomic::atomically)
                .flatMap(this::followUp);
    }

    private Mono<Outcome> cancelOnce(RefundId cancellationId, Booking booking, Set<TicketId> ticketIds, String reason) {
        return refunds.findCancellation(cancellationId)
                .map(done -> repeated(booking, done))
                .switchIfEmpty(Mono.defer(() -> switch (booking.status()) {
                    case CONFIRMED -> cancelConfirmed(cancellationId, booking, ticketIds, reason);
                    case PENDING ->
                        ticketIds.isEmpty()
                                ? giveUp(cancellationId, booking, reason)
                                : Mono.just(new Outcome.TicketsUnknown(List.copyOf(ticketIds)));
                    case CANCELLED, EXPIRED -> Mono.just(new Outcome.NotCancellable("It is " + booking.status()));
                }));
    }

    private static Outcome repeated(Booking booking, Cancelled done) {
        return done.ticketIds().isEmpty()
                ? new Outcome.GivenUp(booking, done)
                : new Outcome.Done(booking.id(), booking.status(), done, false);
    }

    private Mono<Outcome> giveUp(RefundId cancellationId, Booking booking, String reason) {
        Cancelled nothing = none(cancellationId, booking);
        return giveUpBooking.giveUp(booking).flatMap(given -> switch (given) {
            case GIVEN_UP ->
                refunds.addCancellation(booking.id(), nothing, reason)
                        .thenReturn(new Outcome.GivenUp(booking.in(BookingStatus.CANCELLED), nothing));
            case BEING_PAID ->
                Mono.just(new Outcome.NotCancellable("A payment is in progress: try again when its outcome is known"));
        });
    }

    private static Cancelled none(RefundId cancellationId, Booking booking) {
        Money nothing = Money.zero(booking.total().currency());
        return new Cancelled(cancellationId, List.of(), nothing, nothing);
    }

    private Mono<Outcome> cancelConfirmed(
            RefundId cancellationId, Booking booking, Set<TicketId> ticketIds, String reason) {
        return Mono.zip(
                        tickets.ofBooking(booking.id())
                                .filter(ticket -> ticket.state() == Ticket.State.ISSUED)
                                .collectList(),
                        offers.find(booking.performance()),
                        payments.find(booking.payment()))
                .flatMap(all -> {
                    List<Ticket> issued = all.getT1();
                    Payment payment = all.getT3();
                    Set<TicketId> unknown = new HashSet<>(ticketIds);
                    issued.forEach(ticket -> unknown.remove(ticket.id()));
                    if (!unknown.isEmpty()) {
                        return Mono.just(new Outcome.TicketsUnknown(List.copyOf(unknown)));
                    }
                    List<Ticket> chosen = issued.stream()
                            .filter(ticket -> ticketIds.isEmpty() || ticketIds.contains(ticket.id()))
                            .toList();
                    OptionalInt fee = policy.feePercent(
                            chosen.getFirst().issuedAt(), all.getT2().startsAt(), clock.instant());
                    return fee.isEmpty()
                            ? Mono.just(new Outcome.NotCancellable("The show has begun"))
                            : giveBack(
                                    booking,
                                    payment,
                                    chosen,
                                    issued.size() == chosen.size(),
                                    cancelled(cancellationId, chosen, fee.getAsInt(), payment),
                                    reason);
                });
    }

    /** No more than the payment has left: some of it may have gone back at the provider. */
    private static Cancelled cancelled(RefundId cancellationId, List<Ticket> chosen, int feePercent, Payment payment) {
        Money price = chosen.stream().map(Ticket::price).reduce(Money::plus).orElseThrow();
        long fee = chosen.stream()
                .mapToLong(ticket -> RefundPolicy.fee(ticket.price().amount(), feePercent))
                .sum();
        long left = payment.total().minus(payment.refunded()).amount();
        long amount = Math.min(price.amount() - fee, left);
        return new Cancelled(
                cancellationId,
                chosen.stream().map(Ticket::id).toList(),
                new Money(amount, price.currency()),
                new Money(Math.min(fee, left - amount), price.currency()));
    }

    private Mono<Outcome> giveBack(
            Booking booking, Payment payment, List<Ticket> chosen, boolean isAll, Cancelled cancelled, String reason) {
        List<SeatId> seatIds = chosen.stream().map(Ticket::seat).toList();
        BookingStatus status = isAll ? BookingStatus.CANCELLED : BookingStatus.CONFIRMED;
        Mono<Void> moved = isAll ? bookings.move(booking, BookingStatus.CANCELLED) : Mono.empty();
        return tickets.markVoided(cancelled.ticketIds())
                .then(bookings.letGo(booking.id(), seatIds))
                .then(moved)
                .then(refunds.addCancellation(booking.id(), cancelled, reason))
                .then(Mono.defer(() -> record(payment, cancelled, reason)))
                .then(outbox.add(booking.cancelled(seatIds)))
                .thenReturn(new Outcome.Done(booking.id(), status, cancelled, false));
    }

    private Mono<Void> record(Payment payment, Cancelled cancelled, String reason) {
        if (cancelled.amount().amount() == 0) {
            return Mono.empty();
        }
        Refunds.Request request = new Refunds.Request(
                cancelled.id(), payment.paymentId(), cancelled.amount(), payment.refunded(), payment.total(), reason);
        return payments.addRefunded(payment.paymentId(), cancelled.amount())
                .then(refunds.add(request, Refunds.Cause.CANCELLATION, SEND_AFTER));
    }

    private Mono<Outcome> followUp(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> refundNow(done);
            case Outcome.GivenUp givenUp ->
                giveUpBooking.freeSeats(givenUp.booking()).thenReturn(outcome);
            case Outcome.NotFound none -> Mono.just(outcome);
            case Outcome.TicketsUnknown unknown -> Mono.just(outcome);
            case Outcome.NotCancellable not -> Mono.just(outcome);
        };
    }

    /** Behind an earlier refund it waits for the loop: sent before its turn, the provider would refuse it for hours. */
    private Mono<Outcome> refundNow(Outcome.Done done) {
        RefundId id = done.cancelled().id();
        return refunds.findNext(id)
                .flatMap(sendRefunds::send)
                .timeout(TRY_FOR)
                .onErrorComplete() // recorded: the loop goes on
                .then(Mono.defer(() -> Mono.zip(refunds.findCancellation(id), refunds.isRequested(id))))
                .map(now -> new Outcome.Done(done.booking(), done.status(), now.getT1(), !now.getT2()));
    }
}
