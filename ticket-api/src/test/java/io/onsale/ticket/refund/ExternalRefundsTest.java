package io.onsale.ticket.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.PortOneServer;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds made at the provider: by support in its console, or as a chargeback by a bank. */
class ExternalRefundsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Evening FAR = TicketShop.newEvening(Duration.ofDays(30));

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, FAR, 2);
    private final String payment = "onsale-" + booking;

    @BeforeEach
    void paid_and_webhooks_off() {
        assertThat(TicketShop.pay(fan, booking, "lost-webhook").status()).isEqualTo(200);
        TicketShop.portOne().sendWebhooksTo(null);
    }

    @AfterEach
    void webhooks_on() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
    }

    private List<String> tickets(String state) {
        List<String> ids = new ArrayList<>();
        fan.http().get("/api/v1/tickets").json().path("tickets").forEach(ticket -> {
            if (ticket.path("state").asString().equals(state)) {
                ids.add(ticket.path("ticketId").asString());
            }
        });
        return ids;
    }

    private Reply cancel(String ticket) {
        return fan.http()
                .post(
                        "/api/v1/bookings/" + booking + "/cancellation",
                        Map.of("reason", "cannot come", "ticketIds", List.of(ticket)));
    }

    private List<Map<String, Object>> refunds() {
        return TicketShop.rows(
                "select cause, state, amount from ticket.refund where payment_id = ? order by number", payment);
    }

    private static Map<String, Object> refund(String cause, long amount) {
        return Map.of("cause", cause, "state", "SUCCEEDED", "amount", amount);
    }

    private long goneBack() {
        return TicketShop.ledger(booking).path("cancelled").asLong();
    }

    private void look() {
        Object looks = TicketShop.value("select looks from ticket.payment where payment_id = ?", payment);
        assertThat(TicketShop.change(
                        "update ticket.payment set look_after = now() where payment_id = ? and look_after is not null",
                        payment))
                .isEqualTo(1);
        await().atMost(PATIENCE)
                .until(() -> !String.valueOf(
                                TicketShop.value("select looks from ticket.payment where payment_id = ?", payment))
                        .equals(String.valueOf(looks)));
    }

    private static double count(String name) {
        return TicketShop.bean(MeterRegistry.class).find(name).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    private void assertOver() {
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CANCELLED");
        assertThat(tickets("VOIDED")).hasSize(2);
        assertThat(TicketShop.value(
                        "select count(*) from ticket.booking_seat where is_live and booking_id = ?", booking))
                .isEqualTo(0L);
        assertThat(TicketShop.events(booking)).endsWith("BookingCancelled");
    }

    @Test
    void a_refund_of_one_ticket_at_the_console_is_not_mistaken_for_that_of_the_other() {
        PortOneServer.cancelAtTheProvider(booking, 165_000L, "CONSOLE"); // for the first ticket, without notice

        Reply reply = cancel(tickets("ISSUED").getLast());

        assertThat(reply.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(reply.json().at("/refund/amount").asLong()).isEqualTo(165_000);
        assertThat(goneBack()).isEqualTo(330_000);
        assertThat(refunds()).containsExactlyInAnyOrder(refund("CANCELLATION", 165_000), refund("EXTERNAL", 165_000));
        assertOver(); // all money is refunded: the first ticket is void as well
    }

    @Test
    void a_smaller_refund_at_the_console_holds_no_later_refund_back() {
        PortOneServer.cancelAtTheProvider(booking, 100_000L, "CONSOLE");
        List<String> tickets = tickets("ISSUED");

        Reply first = cancel(tickets.getFirst());
        Reply second = cancel(tickets.getLast());

        assertThat(first.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(first.json().at("/refund/amount").asLong()).isEqualTo(165_000);
        assertThat(second.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(second.json().at("/refund/amount").asLong()).isEqualTo(65_000); // all that is left
        assertThat(goneBack()).isEqualTo(330_000);
        assertThat(refunds())
                .containsExactlyInAnyOrder(
                        refund("CANCELLATION", 165_000), refund("EXTERNAL", 100_000), refund("CANCELLATION", 65_000));
        assertOver();
    }

    @Test
    void a_larger_refund_at_the_console_lowers_what_we_give_back() {
        PortOneServer.cancelAtTheProvider(booking, 300_000L, "CONSOLE");

        Reply reply = cancel(tickets("ISSUED").getFirst());

        assertThat(reply.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(reply.json().at("/refund/amount").asLong()).isEqualTo(30_000);
        assertThat(goneBack()).isEqualTo(330_000);
        assertThat(TicketShop.value("select refunded from ticket.payment where payment_id = ?", payment))
                .isEqualTo(330_000L);
    }

    @Test
    void a_refund_that_the_console_forestalls_is_needless() {
        PortOneServer.cancelAtTheProvider(booking, null, "CONSOLE");

        Reply reply = cancel(tickets("ISSUED").getFirst());

        assertThat(reply.text("/refundState")).isEqualTo("SUCCEEDED");
        assertThat(reply.json().at("/refund/amount").asLong()).isZero();
        assertThat(refunds())
                .containsExactlyInAnyOrder(
                        Map.of("cause", "CANCELLATION", "state", "SUPERSEDED", "amount", 165_000L),
                        refund("EXTERNAL", 330_000));
        assertOver();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONSOLE", "CHARGEBACK", "PORTONE_ADMIN"})
    void when_all_of_the_money_is_back_the_booking_is_over(String trigger) {
        PortOneServer.cancelAtTheProvider(booking, null, trigger);

        look();

        assertOver();
        assertThat(refunds()).containsExactly(refund("EXTERNAL", 330_000));
        assertThat(TicketShop.value("select done_by from ticket.refund where payment_id = ?", payment))
                .isEqualTo(trigger);
        assertThat(TicketShop.value("select reason from ticket.cancellation where booking_id = ?", booking))
                .asString()
                .contains(trigger.equals("CHARGEBACK") ? "charged back" : "refunded at the payment provider");
    }

    @Test
    void the_webhook_tells_of_a_refund_at_the_console() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());

        PortOneServer.cancelAtTheProvider(booking, null, "CONSOLE");

        await().atMost(PATIENCE).untilAsserted(this::assertOver);
    }

    @Test
    void a_refund_of_a_part_at_the_console_is_recorded_once_with_an_alarm() {
        double before = count("onsale.refunds.external");
        PortOneServer.cancelAtTheProvider(booking, 100_000L, "CONSOLE");

        look();
        look();

        assertThat(refunds()).containsExactly(refund("EXTERNAL", 100_000));
        assertThat(count("onsale.refunds.external")).isEqualTo(before + 1);
        Reply shown = fan.http().get("/api/v1/bookings/" + booking);
        assertThat(shown.text("/status")).isEqualTo("CONFIRMED"); // it is unknown for which ticket
        assertThat(shown.json().at("/payment/refunded/amount").asLong()).isEqualTo(100_000);
        assertThat(tickets("ISSUED")).hasSize(2);
    }

    @Test
    void a_refund_of_ours_whose_answer_was_lost_is_known_by_its_reason() {
        double external = count("onsale.refunds.external");
        String refund = requested();
        PortOneServer.cancel(booking, 165_000, refund + " first");

        TicketShop.change("update ticket.refund set try_after = now() where refund_id = ?", refund);

        await().atMost(PATIENCE).until(() -> refunds().equals(List.of(refund("CANCELLATION", 165_000))));
        assertThat(goneBack()).isEqualTo(165_000);
        assertThat(TicketShop.value("select cancellation_id from ticket.refund where refund_id = ?", refund))
                .isNotNull();
        assertThat(count("onsale.refunds.external")).isEqualTo(external);
    }

    @Test
    void a_refund_of_the_same_amount_by_another_hand_is_not_ours() {
        String refund = requested();
        PortOneServer.cancel(booking, 165_000, "first"); // with our secret and our words, but not by us

        TicketShop.change("update ticket.refund set try_after = now() where refund_id = ?", refund);

        await().atMost(PATIENCE).until(() -> goneBack() == 330_000);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refunds())
                        .containsExactlyInAnyOrder(refund("CANCELLATION", 165_000), refund("EXTERNAL", 165_000)));
    }

    /** The state after a cancellation while the provider does not answer. */
    private String requested() {
        String refund = OpaqueId.next();
        String ticket = tickets("ISSUED").getFirst();
        TicketShop.change("update ticket.ticket set state = 'VOIDED', voided_at = now() where ticket_id = ?", ticket);
        TicketShop.change("update ticket.payment set refunded = 165000 where payment_id = ?", payment);
        TicketShop.change(
                "insert into ticket.refund (refund_id, payment_id, number, amount, currency, refunded_before, paid, cause,"
                        + " reason, state, requested_at, tries, try_after) values (?, ?, 1, 165000, 'KRW', 0, 330000,"
                        + " 'CANCELLATION', 'first', 'REQUESTED', now(), 60, now() + interval '1 hour')",
                refund,
                payment);
        return refund;
    }

    @Test
    void a_refund_in_our_books_that_the_provider_does_not_show_is_an_alarm() {
        double before = count("onsale.refunds.mismatch");
        String refund = requested();
        TicketShop.change(
                "update ticket.refund set state = 'SUCCEEDED', settled_at = now() - interval '1 hour' where refund_id = ?",
                refund);

        look();

        assertThat(count("onsale.refunds.mismatch")).isGreaterThan(before);
    }

    @Test
    void late_money_of_which_a_part_is_back_goes_back_for_the_rest() {
        Fan late = TicketShop.newFan();
        String expired = TicketShop.newBooking(late, FAR, 2);
        String token = TicketShop.paymentToken(expired, "ok");
        TicketShop.change(
                "update ticket.booking set expires_at = now() - interval '1 second', check_after = now() where booking_id = ?",
                expired);
        await().atMost(PATIENCE).until(() -> TicketShop.status(late, expired).equals("EXPIRED"));
        PortOneServer.confirm(expired, token);
        PortOneServer.cancelAtTheProvider(expired, 100_000L, "CONSOLE");

        TicketShop.change("update ticket.payment set look_after = now() where payment_id = ?", "onsale-" + expired);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.rows(
                                "select cause, state, amount from ticket.refund where payment_id = ?",
                                "onsale-" + expired))
                        .containsExactlyInAnyOrder(refund("PAID_TOO_LATE", 230_000), refund("EXTERNAL", 100_000)));
        assertThat(TicketShop.ledger(expired).path("cancelled").asLong()).isEqualTo(330_000);
    }
}
