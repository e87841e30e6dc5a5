package io.onsale.ticket.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.PortOneServer;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fan gives up a booking before paying it. */
class GivingUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, EVENING, 2);

    @AfterEach
    void webhooks_on() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
    }

    private String path() {
        return "/api/v1/bookings/" + booking;
    }

    private void assertGivenUp() {
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CANCELLED");
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingCancelled");
        assertThat(TicketShop.value(
                        "select count(*) from ticket.booking_seat where is_live and booking_id = ?", booking))
                .isEqualTo(0L);
        assertThat(TicketShop.seats().released())
                .contains(String.valueOf(
                        TicketShop.value("select reservation_id from ticket.booking where booking_id = ?", booking)));
    }

    @Test
    void a_pending_booking_is_cancelled_at_once_and_its_seats_are_free() {
        String key = OpaqueId.next();

        Reply reply = fan.http().post(path() + "/cancellation", key, Map.of("reason", "too dear"));
        Reply again = fan.http().post(path() + "/cancellation", key, Map.of("reason", "too dear"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/status")).isEqualTo("CANCELLED");
        assertThat(reply.json().at("/refund/amount").asLong()).isZero();
        assertThat(reply.json().path("cancelledTicketIds")).isEmpty();
        assertThat(again.body()).isEqualTo(reply.body());
        assertGivenUp();
        assertThat(fan.http()
                        .post(path() + "/payment", Map.of("paymentToken", "t"))
                        .problem())
                .isEqualTo("booking-not-payable");
    }

    @Test
    void a_pending_booking_can_be_deleted_any_number_of_times() {
        assertThat(fan.http().delete(path()).status()).isEqualTo(204);
        assertThat(fan.http().delete(path()).status()).isEqualTo(204);

        assertGivenUp();
    }

    @Test
    void only_its_fan_gives_a_booking_up_and_only_before_it_is_paid() {
        assertThat(TicketShop.newFan().http().delete(path()).problem()).isEqualTo("not-found");
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);

        assertThat(fan.http().delete(path()).problem()).isEqualTo("booking-not-cancellable");
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CONFIRMED");
    }

    @Test
    void while_a_payment_is_under_way_nothing_is_given_up() {
        TicketShop.change(
                "insert into ticket.payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)"
                        + " values (?, ?, 'UNKNOWN', now(), now() + interval '1 hour', now() + interval '1 hour')",
                OpaqueId.next(),
                "onsale-" + booking);

        assertThat(fan.http().delete(path()).problem()).isEqualTo("booking-not-cancellable");
        assertThat(fan.http()
                        .post(path() + "/cancellation", Map.of("reason", "r"))
                        .problem())
                .isEqualTo("booking-not-cancellable");
        assertThat(TicketShop.status(fan, booking)).isEqualTo("PENDING");
    }

    @Test
    void many_at_once_give_up_once() {
        List<Reply> replies = IntStream.range(0, 10)
                .mapToObj(i ->
                        fan.http().postAsync(path() + "/cancellation", OpaqueId.next(), Map.of("reason", "run " + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() != 200).allMatch(reply -> reply.status() == 409);
        assertGivenUp();
    }

    @Test
    void money_that_comes_after_all_goes_back() {
        TicketShop.portOne().sendWebhooksTo(null);
        String token = TicketShop.paymentToken(booking, "ok");
        assertThat(fan.http().delete(path()).status()).isEqualTo(204);
        PortOneServer.confirm(booking, token);

        assertThat(TicketShop.change(
                        "update ticket.payment set look_after = now() where payment_id = ? and look_after is not null",
                        "onsale-" + booking))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                TicketShop.ledger(booking).path("cancelled").asLong())
                        .isEqualTo(330_000));
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CANCELLED");
    }
}
