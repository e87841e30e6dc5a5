package io.onsale.ticket.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.PortOneServer;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.PaymentId;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();
    private final String booking = TicketShop.newBooking(fan, EVENING, 2);

    @AfterEach
    void webhooks_on() {
        TicketShop.portOne().sendWebhooksTo(TicketShop.webhookUri());
    }

    private static void webhooksOff() {
        TicketShop.portOne().sendWebhooksTo(null);
    }

    private Reply pay(String key, String token) {
        return fan.http().post("/api/v1/bookings/" + booking + "/payment", key, Map.of("paymentToken", token));
    }

    private void awaitConfirmed() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.status(fan, booking)).isEqualTo("CONFIRMED"));
        assertBooksAgree();
    }

    /** One capture of exactly the total, one confirmation event, one ticket per seat. */
    private void assertBooksAgree() {
        assertThat(TicketShop.ledger(booking).path("captures").asInt()).isEqualTo(1);
        assertThat(TicketShop.ledger(booking).path("paid").asLong()).isEqualTo(330_000);
        assertThat(TicketShop.ledger(booking).path("cancelled").asLong()).isZero();
        assertThat(TicketShop.events(booking)).containsExactly("BookingPlaced", "BookingConfirmed");
        assertThat(fan.http().get("/api/v1/tickets").json().path("tickets")).hasSize(2);
        assertThat(TicketShop.value(
                        "select count(*) from ticket.payment_attempt where state = 'PAID' and payment_id = ?",
                        "onsale-" + booking))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ok", "webhook-before-response", "duplicate-webhook", "lost-webhook"})
    void a_paid_booking_is_confirmed_whenever_the_webhook_comes(String card) {
        Reply reply = TicketShop.pay(fan, booking, card);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/status")).isEqualTo("CONFIRMED");
        assertBooksAgree();
        Reply ticket = fan.http().get("/api/v1/tickets?limit=1");
        assertThat(ticket.text("/tickets/0/bookingId")).isEqualTo(booking);
        assertThat(ticket.text("/tickets/0/state")).isEqualTo("ISSUED");
        assertThat(fan.http().get("/api/v1/bookings/" + booking).text("/payment/state"))
                .isEqualTo("PAID");
    }

    @Test
    void after_a_decline_another_card_may_be_tried() {
        String declinedKey = OpaqueId.next();
        String declinedToken = TicketShop.paymentToken(booking, "declined");

        Reply declined = pay(declinedKey, declinedToken);
        Reply paid = TicketShop.pay(fan, booking, "ok");

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.problem()).isEqualTo("payment-declined");
        assertThat(paid.status()).isEqualTo(200);
        assertThat(pay(declinedKey, declinedToken).body()).isEqualTo(declined.body());
        assertBooksAgree();
    }

    @Test
    void an_old_decline_does_not_end_a_newer_attempt() throws SQLException {
        webhooksOff();
        assertThat(TicketShop.pay(fan, booking, "declined").status()).isEqualTo(402);
        String newer = OpaqueId.next();

        CompletableFuture<?> settling;
        try (Connection payer = TicketShop.connect()) {
            payer.setAutoCommit(false);
            run(payer, "select 1 from ticket.booking where booking_id = '" + booking + "' for update");
            settling = TicketShop.bean(SettlePayment.class)
                    .askAndSettle(PaymentId.of(new BookingId(booking)))
                    .toFuture();
            await().atMost(PATIENCE).until(() -> isWaitedFor(payer)); // by then the provider has said FAILED
            run(
                    payer,
                    "insert into ticket.payment_attempt (attempt_id, payment_id, state, started_at, give_up_at, ask_after)"
                            + " values ('" + newer + "', 'onsale-" + booking + "', 'SENT', clock_timestamp(),"
                            + " now() + interval '1 hour', now() + interval '1 hour')");
            payer.commit();
        }
        settling.join();

        assertThat(TicketShop.value("select state from ticket.payment_attempt where attempt_id = ?", newer))
                .isEqualTo("SENT");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isWaitedFor(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(
                        "select exists (select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))")) {
            return waiting.next() && waiting.getBoolean(1);
        }
    }

    @Test
    void an_unknown_outcome_is_found_out_by_asking() {
        webhooksOff();

        Reply reply = TicketShop.pay(fan, booking, "timeout-after-charge");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text("/bookingId")).isEqualTo(booking);
        awaitConfirmed();
    }

    @Test
    void an_unknown_outcome_is_found_out_by_the_webhook() {
        Reply reply = TicketShop.pay(fan, booking, "timeout-after-charge");

        assertThat(reply.status()).isIn(200, 202);
        awaitConfirmed();
    }

    @Test
    void an_attempt_that_failed_without_a_word_is_given_up_and_may_be_repeated() {
        Reply reply = TicketShop.pay(fan, booking, "error-502");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(fan.http().get("/api/v1/bookings/" + booking).text("/payment/state"))
                .isEqualTo("CHECKING");
        assertThat(TicketShop.pay(fan, booking, "error-502").status()).isEqualTo(202); // one at a time

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                fan.http().get("/api/v1/bookings/" + booking).text("/payment/state"))
                        .isEqualTo("OPEN"));

        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);
        assertBooksAgree();
    }

    @Test
    void hanging_up_while_the_card_is_charged_does_not_stop_the_payment() {
        webhooksOff();
        String key = OpaqueId.next();
        String token = TicketShop.paymentToken(booking, "slow");

        CompletableFuture<HttpResponse<String>> call =
                fan.http().exchange("/api/v1/bookings/" + booking + "/payment", key, Map.of("paymentToken", token));
        await().atMost(PATIENCE)
                .until(() -> !TicketShop.rows(
                                "select 1 from ticket.payment_attempt where payment_id = ?", "onsale-" + booking)
                        .isEmpty());
        call.cancel(true);

        awaitConfirmed();
        await().atMost(PATIENCE).until(() -> pay(key, token).status() == 200); // its answer is kept for its owner
        assertBooksAgree();
    }

    @Test
    void many_attempts_at_once_charge_once() {
        String token = TicketShop.paymentToken(booking, "ok");

        List<Reply> replies = IntStream.range(0, 20)
                .mapToObj(i -> fan.http()
                        .postAsync(
                                "/api/v1/bookings/" + booking + "/payment",
                                OpaqueId.next(),
                                Map.of("paymentToken", token)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).allMatch(reply -> List.of(200, 202, 409).contains(reply.status()));
        awaitConfirmed();
    }

    @Test
    void equal_requests_charge_once_and_answer_alike() {
        String token = TicketShop.paymentToken(booking, "ok");
        String key = OpaqueId.next();

        Reply first = pay(key, token);
        Reply second = pay(key, token);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(pay(key, "another token").status()).isEqualTo(422);
        assertBooksAgree();
    }

    @Test
    void a_confirmed_booking_is_not_paid_again() {
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);

        Reply again = pay(OpaqueId.next(), "some token");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("booking-not-payable");
        assertBooksAgree();
    }

    @Test
    void a_token_that_is_not_the_checkouts_charges_nothing() {
        TicketShop.paymentToken(booking, "ok");

        Reply reply = pay(OpaqueId.next(), "made-up-token");

        assertThat(reply.status()).isEqualTo(402);
        assertThat(TicketShop.ledger(booking).path("paid").asLong()).isZero();
        assertThat(TicketShop.status(fan, booking)).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-refused", "forbidden", "too-many-requests"})
    void a_provider_that_does_not_let_us_in_is_no_declined_card(String card) {
        Reply reply = TicketShop.pay(fan, booking, card);

        assertThat(reply.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                fan.http().get("/api/v1/bookings/" + booking).text("/payment/state"))
                        .isEqualTo("OPEN"));
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);
        assertBooksAgree();
    }

    @Test
    void a_page_of_a_gateway_says_nothing_about_the_payment() {
        Reply reply = TicketShop.pay(fan, booking, "gateway-page");

        assertThat(reply.status()).isEqualTo(202);
        assertThat(fan.http().get("/api/v1/bookings/" + booking).text("/payment/state"))
                .isEqualTo("CHECKING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-refused", "forbidden"})
    void a_secret_that_the_provider_refuses_is_an_alarm(String card) {
        Counter shutOut = TicketShop.bean(MeterRegistry.class)
                .get("onsale.portone.shut.out")
                .counter();
        double before = shutOut.count();

        TicketShop.pay(fan, booking, card);

        assertThat(shutOut.count()).isGreaterThan(before);
    }

    @Test
    void another_amount_than_the_bookings_buys_nothing_and_goes_back() {
        PortOneServer.preRegister(booking, 1_000);
        String token = TicketShop.paymentToken(booking, "ok");

        PortOneServer.confirm(booking, token); // somebody paid without us

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                TicketShop.ledger(booking).path("cancelled").asLong())
                        .isEqualTo(1_000));
        assertThat(TicketShop.status(fan, booking)).isEqualTo("PENDING");
        assertThat(TicketShop.value("select cause from ticket.refund where payment_id = ?", "onsale-" + booking))
                .isEqualTo("WRONG_AMOUNT");
    }

    @Test
    void money_that_arrives_without_us_confirms_a_pending_booking() {
        String token = TicketShop.paymentToken(booking, "ok");

        PortOneServer.confirm(booking, token);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(TicketShop.status(fan, booking)).isEqualTo("CONFIRMED"));
    }

    /** Callers hold the booking's lock; without it the whole transaction has to fail. */
    @Test
    void a_booking_that_has_left_a_status_is_not_moved_from_it() {
        Bookings bookings = TicketShop.bean(Bookings.class);
        Booking stale =
                Objects.requireNonNull(bookings.find(new BookingId(booking)).block(PATIENCE));
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);

        assertThatThrownBy(() -> bookings.move(stale, BookingStatus.EXPIRED).block(PATIENCE))
                .isInstanceOf(IllegalStateException.class);

        assertThat(TicketShop.status(fan, booking)).isEqualTo("CONFIRMED");
    }

    @Test
    void no_more_than_was_paid_is_counted_as_given_back() {
        Payments payments = TicketShop.bean(Payments.class);
        PaymentId payment = PaymentId.of(new BookingId(booking));
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);

        assertThatThrownBy(() ->
                        payments.addRefunded(payment, new Money(330_001, "KRW")).block(PATIENCE))
                .isInstanceOf(IllegalStateException.class);

        assertThat(payments.find(payment).map(Payment::refunded).block(PATIENCE))
                .isEqualTo(Money.zero("KRW"));
    }
}
