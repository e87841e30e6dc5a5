package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.PortOneServer;
import io.onsale.ticket.SeatApiServer;
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
        String token = TicketShop.paymentToken(booking, "ok");
        TicketShop.change(
                "update ticket.performance set starts_at = starts_at - interval '10 years' where performance_id = ?",
                EVENING.performanceId());

        Reply reply = fan.http().post("/api/v1/bookings/" + booking + "/payment", Map.of("paymentToken", token));

        TicketShop.change(
                "update ticket.performance set starts_at = starts_at + interval '10 years' where performance_id = ?",
                EVENING.performanceId());
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("performance-started");
        assertThat(TicketShop.value(
                        "select count(*) from ticket.payment_attempt where payment_id = ?", "onsale-" + booking))
                .isEqualTo(0L);
        assertThat(TicketShop.ledger(booking).path("paid").asLong()).isZero();
        letTimePass();
        awaitStatus("EXPIRED");
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingExpired");
    }

    @Test
    void every_event_of_a_booking_names_the_place_whose_pass_it_was_made_under() {
        letTimePass();
        awaitStatus("EXPIRED");

        assertThat(TicketShop.rows(
                        "select envelope::json -> 'data' ->> 'placeSince' as since from ticket.outbox where key = ?",
                        booking))
                .extracting(row -> row.get("since"))
                .containsExactly(SeatApiServer.PLACE_SINCE, SeatApiServer.PLACE_SINCE);
    }

    @Test
    void a_booking_whose_money_is_there_does_not_expire() {
        TicketShop.portOne().sendWebhooksTo(null);
        PortOneServer.confirm(booking, TicketShop.paymentToken(booking, "ok"));

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

        PortOneServer.confirm(booking, token);

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
