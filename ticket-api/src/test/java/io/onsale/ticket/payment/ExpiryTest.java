package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.store.Atomic;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.PortOneDesk;
import io.onsale.ticket.SeatDeskServer;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, EVENING, 2);

    @AfterEach
    void webhooks_on() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
    }

    private void letTimePass() {
        TicketShop.change(
                "update ticket.booking set expires_at = now() - interval '1 second', check_after = now() where booking_id = ?",
                booking);
    }

    private void awaitStatus(String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.status(fan, booking)).isEqualTo(status));
    }

    private void addOpenAttempt() {
        TicketShop.change(
                "insert into ticket.payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)"
                        + " values (?, ?, 'UNKNOWN', now(), now() + interval '1 hour', now() + interval '1 hour')",
                OpaqueId.next(),
                "onsale-" + booking);
    }

    @Test
    void an_unpaid_booking_expires_and_gives_its_seats_back() {
        letTimePass();

        awaitStatus("EXPIRED");

        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingExpired");
        assertThat(TicketShop.value(
                        "select count(*) from ticket.booking_seat where is_live and booking_id = ?", booking))
                .isEqualTo(0L);
        Reply tooLate =
                fan.http().post("/api/v1/bookings/" + booking + "/payment", Map.of("paymentToken", "some-token"));
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.problem()).isEqualTo("booking-expired");
    }

    @Test
    void a_booking_is_not_paid_once_its_performance_has_begun_and_expires_as_usual() {
        Instant start = Objects.requireNonNull(TicketShop.bean(Catalogue.class)
                        .findOffer(new PerformanceId(EVENING.performanceId()))
                        .block())
                .startsAt();
        TicketShop.change(
                "update ticket.booking set expires_at = now() + interval '60 days' where booking_id = ?", booking);
        String token = TicketShop.paymentToken(booking, "ok");

        PayBooking.Outcome outcome = payBookingAt(start)
                .pay(OpaqueId.next(), new BookingId(booking), new FanId(fan.id()), token)
                .block();

        assertThat(outcome).isEqualTo(new PayBooking.Outcome.PerformanceStarted());
        assertThat(TicketShop.value(
                        "select count(*) from ticket.payment_attempt where payment_id = ?", "onsale-" + booking))
                .isEqualTo(0L);
        assertThat(TicketShop.ledger(booking).path("paid").asLong()).isZero();
        letTimePass();
        awaitStatus("EXPIRED");
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingExpired");
    }

    private static PayBooking payBookingAt(Instant now) {
        return new PayBooking(
                TicketShop.bean(Catalogue.class),
                TicketShop.bean(Bookings.class),
                TicketShop.bean(Payments.class),
                TicketShop.bean(PaymentProvider.class),
                TicketShop.bean(SettlePayment.class),
                TicketShop.bean(Atomic.class),
                Clock.fixed(now, ZoneOffset.UTC),
                new PayBooking.Patience(
                        Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(9), Duration.ofSeconds(1)));
    }

    @Test
    void every_event_of_a_booking_names_the_place_whose_pass_it_was_made_under() {
        letTimePass();
        awaitStatus("EXPIRED");

        assertThat(TicketShop.rows(
                        "select envelope::json -> 'data' ->> 'placeSince' as since from ticket.outbox where key = ?",
                        booking))
                .extracting(row -> row.get("since"))
                .containsExactly(SeatDeskServer.PLACE_SINCE, SeatDeskServer.PLACE_SINCE);
    }

    @Test
    void a_booking_whose_money_is_there_does_not_expire() {
        TicketShop.portOne().sendWebhooksTo(null);
        PortOneDesk.confirm(booking, TicketShop.paymentToken(booking, "ok"));

        letTimePass();

        awaitStatus("CONFIRMED");
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingConfirmed");
    }

    @Test
    void a_booking_waits_for_the_outcome_of_its_attempt_however_late_it_is() {
        addOpenAttempt();
        letTimePass();
        for (int look = 0; look < 2; look++) {
            TicketShop.change("update ticket.booking set check_after = now() where booking_id = ?", booking);
            await().atMost(PATIENCE).until(() -> (Boolean) TicketShop.rows(
                            "select check_after > now() looked from ticket.booking where booking_id = ?", booking)
                    .getFirst()
                    .get("looked"));
            assertThat(TicketShop.status(fan, booking)).isEqualTo("PENDING");
        }

        TicketShop.change(
                "update ticket.payment_attempt set ask_after = now(), give_up_at = now() where payment_id = ?",
                "onsale-" + booking);

        awaitStatus("EXPIRED");
    }

    @Test
    void money_for_an_expired_booking_goes_back_in_full() {
        String token = TicketShop.paymentToken(booking, "duplicate-webhook");
        letTimePass();
        awaitStatus("EXPIRED");

        PortOneDesk.confirm(booking, token);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                TicketShop.ledger(booking).path("cancelled").asLong())
                        .isEqualTo(330_000));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.rows(
                                "select cause, state, amount from ticket.refund where payment_id = ?",
                                "onsale-" + booking))
                        .containsExactly(Map.of("cause", "PAID_TOO_LATE", "state", "SUCCEEDED", "amount", 330_000L)));
        Reply reply = fan.http().get("/api/v1/bookings/" + booking);
        assertThat(reply.text("/status")).isEqualTo("EXPIRED");
        assertThat(reply.json().at("/payment/refunded/amount").asLong()).isEqualTo(330_000);
        assertThat(fan.http().get("/api/v1/tickets").json().path("tickets")).isEmpty();
    }
}
