package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.PaymentId;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A node that is suspended in the middle of a payment, while the others continue. */
class FrozenPayerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, EVENING, 1);
    private final String payment = "onsale-" + booking;
    private final String attempt = OpaqueId.next();
    private final Sinks.Empty<Void> thaw = Sinks.empty();
    private final AtomicInteger charges = new AtomicInteger();

    private CompletableFuture<PayBooking.@Nullable Outcome> pay(Atomic atomic, PaymentProvider provider) {
        PayBooking.Patience patience = new PayBooking.Patience(
                Duration.ofSeconds(10),
                PATIENCE,
                Duration.ofHours(1), // AskAboutAttempts does not ask on its own
                Duration.ofSeconds(90),
                Duration.ofSeconds(10));
        PayBooking payBooking = new PayBooking(
                TicketShop.bean(Bookings.class),
                TicketShop.bean(Payments.class),
                provider,
                TicketShop.bean(SettlePayment.class),
                atomic,
                patience);
        return payBooking
                .pay(
                        new AttemptId(attempt),
                        new BookingId(booking),
                        new FanId(fan.id()),
                        TicketShop.paymentToken(booking, "ok"))
                .toFuture();
    }

    /** Suspends right after the attempt is committed. */
    private Atomic frozenAfterCommit() {
        Atomic real = TicketShop.bean(Atomic.class);
        return new Atomic() {
            @Override
            public <T> Mono<T> atomically(Mono<T> work) {
                return real.atomically(work).delayUntil(done -> thaw.asMono());
            }
        };
    }

    private final class Provider implements PaymentProvider {
        private final PaymentProvider real = TicketShop.bean(PaymentProvider.class);
        private final Mono<Confirmation> answer;

        Provider(Mono<Confirmation> answer) {
            this.answer = answer;
        }

        @Override
        public Mono<Confirmation> confirm(PaymentId paymentId, String paymentToken, Money total, String key) {
            charges.incrementAndGet();
            return answer;
        }

        @Override
        public Mono<Void> preRegister(PaymentId paymentId, Money total) {
            return real.preRegister(paymentId, total);
        }

        @Override
        public Mono<View> find(PaymentId paymentId) {
            return real.find(paymentId);
        }

        @Override
        public Mono<Cancellation> cancel(PaymentId paymentId, Money amount, Money before, String reason, String key) {
            return real.cancel(paymentId, amount, before, reason, key);
        }
    }

    private Object state(String attemptId) {
        return String.valueOf(
                TicketShop.value("select state from ticket.payment_attempt where attempt_id = ?", attemptId));
    }

    private void awaitAttempt() {
        await().atMost(PATIENCE)
                .until(() -> !TicketShop.rows("select 1 from ticket.payment_attempt where attempt_id = ?", attempt)
                        .isEmpty());
    }

    @Test
    void a_payer_that_was_frozen_past_giving_up_does_not_charge() {
        CompletableFuture<PayBooking.@Nullable Outcome> paying = pay(frozenAfterCommit(), new Provider(Mono.never()));
        awaitAttempt();
        TicketShop.change(
                "update ticket.payment_attempt set give_up_at = now(), ask_after = now() where attempt_id = ?",
                attempt);
        await().atMost(PATIENCE).until(() -> state(attempt).equals("DECLINED"));
        TicketShop.change(
                "update ticket.booking set expires_at = now(), check_after = now() where booking_id = ?", booking);
        await().atMost(PATIENCE).until(() -> TicketShop.status(fan, booking).equals("EXPIRED"));

        thaw.tryEmitEmpty();

        assertThat(paying.join()).isInstanceOf(PayBooking.Outcome.Declined.class);
        assertThat(charges).hasValue(0);
    }

    @Test
    void a_payer_that_was_frozen_for_long_declines_what_it_does_not_send() {
        CompletableFuture<PayBooking.@Nullable Outcome> paying = pay(frozenAfterCommit(), new Provider(Mono.never()));
        awaitAttempt();
        TicketShop.change( // not given up yet, but the provider's time-out would end after that
                "update ticket.payment_attempt set started_at = now() - interval '11 seconds' where attempt_id = ?",
                attempt);

        thaw.tryEmitEmpty();

        assertThat(paying.join()).isInstanceOf(PayBooking.Outcome.Declined.class);
        assertThat(charges).hasValue(0);
        assertThat(state(attempt)).isEqualTo("DECLINED");
    }

    @Test
    void an_old_refusal_does_not_end_a_newer_attempt() {
        Mono<PaymentProvider.Confirmation> refusal =
                thaw.asMono().thenReturn(new PaymentProvider.Confirmation.Refused("INVALID_PAYMENT_TOKEN"));
        CompletableFuture<PayBooking.@Nullable Outcome> paying =
                pay(TicketShop.bean(Atomic.class), new Provider(refusal));
        await().atMost(PATIENCE).until(() -> charges.get() == 1);
        TicketShop.change(
                "update ticket.payment_attempt set state = 'DECLINED', reason = 'given up' where attempt_id = ?",
                attempt);
        String newer = OpaqueId.next();
        TicketShop.change(
                "insert into ticket.payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)"
                        + " values (?, ?, 'SENT', now(), now() + interval '1 hour', now() + interval '1 hour')",
                newer,
                payment);

        thaw.tryEmitEmpty();

        assertThat(paying.join()).isInstanceOf(PayBooking.Outcome.Declined.class);
        assertThat(state(newer)).isEqualTo("SENT");
    }
}
