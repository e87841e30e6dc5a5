package io.onsale.ticket.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Evening FAR = TicketShop.newEvening(Duration.ofDays(30));
    private static final Evening NEAR = TicketShop.newEvening(Duration.ofDays(2));

    private final Fan fan = TicketShop.newFan();

    private String paidBooking(Evening evening, int seats) {
        String booking = TicketShop.newBooking(fan, evening, seats);
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);
        return booking;
    }

    private List<String> tickets() {
        List<String> ids = new ArrayList<>();
        fan.http()
                .get("/api/v1/tickets")
                .json()
                .path("tickets")
                .forEach(ticket -> ids.add(ticket.path("ticketId").asString()));
        return ids;
    }

    private static String path(String booking) {
        return "/api/v1/bookings/" + booking + "/cancellation";
    }

    @Test
    void all_tickets_go_back_for_all_of_the_money_long_before_the_show() {
        String booking = paidBooking(FAR, 2);

        Reply reply = fan.http().post(path(booking), Map.of("reason", "ill"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/status")).isEqualTo("CANCELLED");
        assertThat(reply.json().at("/refund/amount").asLong()).isEqualTo(330_000);
        assertThat(reply.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(TicketShop.ledger(booking).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingConfirmed", "BookingCancelled");
        assertThat(fan.http().get("/api/v1/tickets").text("/tickets/0/state")).isEqualTo("VOIDED");
        assertThat(fan.http().post(path(booking), Map.of("reason", "again")).problem())
                .isEqualTo("booking-not-cancellable");
    }

    @Test
    void some_tickets_go_back_for_their_price_less_the_fee() {
        String booking = paidBooking(NEAR, 3);
        String first = tickets().getFirst();

        Reply reply = fan.http().post(path(booking), Map.of("reason", "one cannot come", "ticketIds", List.of(first)));

        assertThat(reply.text("/status")).isEqualTo("CONFIRMED");
        assertThat(reply.json().at("/fee/amount").asLong()).isEqualTo(49_500); // 30 % of 165,000
        assertThat(reply.json().at("/refund/amount").asLong()).isEqualTo(115_500);
        assertThat(TicketShop.ledger(booking).path("cancelled").asLong()).isEqualTo(115_500);
        Reply again = fan.http().post(path(booking), Map.of("reason", "twice", "ticketIds", List.of(first)));
        assertThat(again.status()).isEqualTo(400);
        assertThat(TicketShop.value(
                        "select count(*) from ticket.booking_seat where is_live and booking_id = ?", booking))
                .isEqualTo(2L);
    }

    @Test
    void an_equal_request_gives_back_once() {
        String booking = paidBooking(FAR, 1);
        String key = OpaqueId.next();

        Reply first = fan.http().post(path(booking), key, Map.of("reason", "ill"));
        Reply second = fan.http().post(path(booking), key, Map.of("reason", "ill"));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(TicketShop.value("select count(*) from ticket.refund where payment_id = ?", "onsale-" + booking))
                .isEqualTo(1L);
    }

    @Test
    void cancellations_at_the_same_time_never_give_back_more_than_was_paid() {
        String booking = paidBooking(FAR, 4);
        List<String> tickets = tickets();

        List<Reply> replies = IntStream.range(0, 12)
                .mapToObj(i -> fan.http()
                        .postAsync(
                                path(booking),
                                OpaqueId.next(),
                                Map.of("reason", "run " + i, "ticketIds", List.of(tickets.get(i % 4)))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(4);
        assertThat(replies).filteredOn(reply -> reply.status() != 200).allMatch(reply -> reply.status() < 500);
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CANCELLED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                TicketShop.ledger(booking).path("cancelled").asLong())
                        .isEqualTo(4 * 165_000));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.value(
                                "select count(*) from ticket.refund where state = 'SUCCEEDED' and payment_id = ?",
                                "onsale-" + booking))
                        .isEqualTo(4L));
    }

    @Test
    void a_refund_waits_for_an_earlier_one_that_was_not_sent() {
        String booking = paidBooking(FAR, 2);
        List<String> tickets = tickets();
        failToSendTheRefundOf(booking, tickets.getFirst());

        Reply second =
                fan.http().post(path(booking), Map.of("reason", "second", "ticketIds", List.of(tickets.getLast())));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/refundState")).isEqualTo("REQUESTED");
        TicketShop.change("update ticket.refund set try_after = now() where payment_id = ?", "onsale-" + booking);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                TicketShop.ledger(booking).path("cancelled").asLong())
                        .isEqualTo(330_000));
    }

    /** The state after a cancellation while the provider does not answer, with the next try far off. */
    private static void failToSendTheRefundOf(String booking, String ticket) {
        String payment = "onsale-" + booking;
        TicketShop.change("update ticket.ticket set state = 'VOIDED', voided_at = now() where ticket_id = ?", ticket);
        TicketShop.change("update ticket.payment set refunded = 165000 where payment_id = ?", payment);
        TicketShop.change(
                "insert into ticket.refund (refund_id, payment_id, number, amount, currency, refunded_before, paid, cause,"
                        + " reason, state, requested_at, tries, try_after) values (?, ?, 1, 165000, 'KRW', 0, 330000,"
                        + " 'CANCELLATION', 'first', 'REQUESTED', now(), 1, now() + interval '1 hour')",
                OpaqueId.next(),
                payment);
    }

    @Test
    void unpaid_bookings_and_strange_tickets_are_refused() {
        String pending = TicketShop.newBooking(fan, FAR, 1);
        String paid = paidBooking(FAR, 1);

        assertThat(fan.http()
                        .post(path(pending), Map.of("reason", "r", "ticketIds", List.of("none-yet")))
                        .text("/errors/0/field"))
                .isEqualTo("ticketIds");
        assertThat(fan.http()
                        .post(path(paid), Map.of("reason", "r", "ticketIds", List.of("no-such-ticket")))
                        .status())
                .isEqualTo(400);
        assertThat(fan.http().post(path(paid), Map.of()).text("/errors/0/field"))
                .isEqualTo("reason");
        assertThat(fan.http().post(path(paid), Map.of("reason", "ill\u0000")).text("/errors/0/field"))
                .isEqualTo("reason");
    }

    @Test
    void a_ticket_that_is_named_twice_is_refused() {
        String booking = paidBooking(FAR, 2);
        String ticket = tickets().getFirst();

        Reply reply = fan.http().post(path(booking), Map.of("reason", "r", "ticketIds", List.of(ticket, ticket)));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/errors/0/field")).isEqualTo("ticketIds");
        assertThat(TicketShop.ledger(booking).path("cancelled").asLong()).isZero();
    }

    @Test
    void after_the_show_has_begun_nothing_goes_back() {
        Evening soon = TicketShop.newEvening(Duration.ofSeconds(2)); // until then it could be cancelled
        String booking = paidBooking(soon, 1);

        await().atMost(PATIENCE).until(() -> (Boolean) TicketShop.rows(
                        "select starts_at <= now() begun from ticket.performance where performance_id = ?",
                        soon.performanceId())
                .getFirst()
                .get("begun"));

        assertThat(fan.http().post(path(booking), Map.of("reason", "late")).problem())
                .isEqualTo("booking-not-cancellable");
    }
}
