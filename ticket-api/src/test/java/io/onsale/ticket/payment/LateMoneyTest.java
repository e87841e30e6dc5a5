package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.PortOneServer;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money that is charged after its attempt was given up and its booking has expired. */
class LateMoneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, EVENING, 2);
    private final String payment = "onsale-" + booking;

    @BeforeEach
    void webhooks_off() {
        TicketShop.portOne().sendWebhooksTo(null);
    }

    @AfterEach
    void all_is_well_again() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
        TicketShop.portOne().refuseSecret(false);
    }

    /** As if a second before the booking's end the provider had been asked to charge, and had hung for 90 s. */
    private void giveUpAnAttempt() {
        TicketShop.change(
                "insert into ticket.payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)"
                        + " values (?, ?, 'SENT', now() - interval '90 seconds', now(), now())",
                OpaqueId.next(),
                payment);
        await().atMost(PATIENCE).until(() -> count("payment_attempt where state = 'DECLINED' and payment_id = ?") == 1);
    }

    private void expire() {
        TicketShop.change(
                "update ticket.booking set expires_at = now() - interval '1 second', check_after = now() where booking_id = ?",
                booking);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.status(fan, booking)).isEqualTo("EXPIRED"));
    }

    /** Makes the next watch of the payment due, if there is one. */
    private void lookNow() {
        assertThat(TicketShop.change(
                        "update ticket.payment set look_after = now() where payment_id = ? and look_after is not null",
                        payment))
                .isEqualTo(1);
    }

    private long count(String what) {
        return ((Number) java.util.Objects.requireNonNull(
                        TicketShop.value("select count(*) from ticket." + what, payment)))
                .longValue();
    }

    private Object watch(String what) {
        return String.valueOf(
                TicketShop.value("select " + what + " from ticket.payment where payment_id = ?", payment));
    }

    private void awaitMoneyBack() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.rows(
                                "select cause, state, amount from ticket.refund where payment_id = ?", payment))
                        .containsExactly(Map.of("cause", "PAID_TOO_LATE", "state", "SUCCEEDED", "amount", 330_000L)));
        assertThat(TicketShop.ledger(booking).path("cancelled").asLong()).isEqualTo(330_000);
        assertThat(TicketShop.status(fan, booking)).isEqualTo("EXPIRED");
    }

    @Test
    void late_money_is_found_without_a_webhook_and_goes_back_once() {
        String token = TicketShop.paymentToken(booking, "lost-webhook");
        giveUpAnAttempt();
        expire();
        PortOneServer.confirm(booking, token);

        lookNow();

        awaitMoneyBack();
        TicketShop.change("update ticket.payment set looks = 0, look_after = now() where payment_id = ?", payment);
        await().atMost(PATIENCE).until(() -> watch("looks").equals("1")); // asked again, about the same money
        awaitMoneyBack();
    }

    @Test
    void a_booking_that_expires_without_an_attempt_is_watched_too() {
        String token = TicketShop.paymentToken(booking, "ok");
        expire();
        PortOneServer.confirm(booking, token);

        lookNow();

        awaitMoneyBack();
    }

    @Test
    void a_booking_is_confirmed_by_late_money_that_comes_in_time() {
        String token = TicketShop.paymentToken(booking, "lost-webhook");
        giveUpAnAttempt();
        PortOneServer.confirm(booking, token);

        lookNow();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.status(fan, booking)).isEqualTo("CONFIRMED"));
    }

    @Test
    void the_watch_begins_a_minute_after_the_end_and_lasts_a_week() {
        expire();

        assertThat(watch("look_after > now() and look_after <= now() + interval '1 minute'"))
                .isEqualTo("true");
        assertThat(watch("look_until > now() + interval '6 days 23 hours'")).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({"0, 2 minutes", "3, 16 minutes", "8, 6 hours", "40, 6 hours", "2000000000, 6 hours"})
    void the_pauses_double_up_to_six_hours(int looks, String pause) {
        expire();
        TicketShop.change(
                "update ticket.payment set looks = ?, look_after = now() where payment_id = ?", looks, payment);

        await().atMost(PATIENCE).until(() -> watch("looks").equals(Integer.toString(looks + 1)));

        assertThat(watch("abs(extract(epoch from look_after - now() - interval '" + pause + "')) < 30"))
                .isEqualTo("true");
    }

    @Test
    void an_answer_after_a_week_is_the_last_one() {
        expire();
        TicketShop.change(
                "update ticket.payment set look_until = now(), look_after = now() where payment_id = ?", payment);

        await().atMost(PATIENCE).until(() -> watch("look_after is null").equals("true"));
    }

    @Test
    void a_question_without_an_answer_ends_no_watch() {
        String token = TicketShop.paymentToken(booking, "lost-webhook");
        expire();
        PortOneServer.confirm(booking, token);
        TicketShop.portOne().refuseSecret(true);
        TicketShop.change(
                "update ticket.payment set look_until = now(), look_after = now() where payment_id = ?", payment);
        await().atMost(PATIENCE).until(() -> watch("look_after > now()").equals("true"));
        assertThat(watch("looks")).isEqualTo("0");

        TicketShop.portOne().refuseSecret(false);
        lookNow();

        awaitMoneyBack();
    }

    @Test
    void a_webhook_of_ours_that_cannot_be_worked_on_for_hours_is_handed_over_with_an_alarm() {
        double before = givenUp();
        String token = TicketShop.paymentToken(booking, "ok");
        expire();
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
        PortOneServer.confirm(booking, token);
        TicketShop.portOne().refuseSecret(true); // the secret was rotated
        TicketShop.change( // in case the webhook came first
                "update ticket.webhook set state = 'RECEIVED', settled_at = null where body like ?",
                "%" + payment + "%");
        assertThat(count("refund where payment_id = ?")).isZero();
        TicketShop.change("update ticket.payment set look_after = null where payment_id = ?", payment); // a week ago

        TicketShop.change(
                "update ticket.webhook set tries = 19, try_after = now() where body like ?",
                "%Transaction.Paid%" + payment + "%");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.value(
                                "select state from ticket.webhook where body like ?",
                                "%Transaction.Paid%" + payment + "%"))
                        .isEqualTo("HANDED_OVER"));
        assertThat(givenUp()).isGreaterThan(before);
        TicketShop.portOne().refuseSecret(false);
        lookNow();
        awaitMoneyBack();
    }

    private static double givenUp() {
        return TicketShop.bean(MeterRegistry.class)
                .get("onsale.webhooks.given.up")
                .counter()
                .count();
    }
}
