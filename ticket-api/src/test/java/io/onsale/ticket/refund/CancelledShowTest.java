package io.onsale.ticket.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.Fixtures;
import io.onsale.ticket.Http;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.catalogue.Offers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CancelledShowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Map<String, Object> REASON = Map.of("reason", "The singer is ill");

    private final Http seller = TicketShop.as(OpaqueId.next(), Role.SELLER);
    private final Fan fan = TicketShop.newFan();

    /** With two performances, of which the first is booked. */
    private Evening evening(Duration until) {
        Instant start = Instant.now().plus(until).truncatedTo(ChronoUnit.SECONDS);
        String venue = seller.post("/api/v1/venues", Fixtures.venue(Fixtures.smallPlan()))
                .text("/venueId");
        Map<String, Object> event = Fixtures.event(venue, start);
        event.put(
                "performances",
                List.of(
                        Map.of("startsAt", start.toString()),
                        Map.of("startsAt", start.plusSeconds(86_400).toString())));
        Reply published = seller.post("/api/v1/events", event);
        assertThat(published.status()).as(published.body()).isEqualTo(201);
        return new Evening(
                published.text("/eventId"), published.text("/saleId"), published.text("/performances/0/performanceId"));
    }

    private static Evening second(Evening evening) {
        String other =
                TicketShop.anybody().get("/api/v1/events/" + evening.eventId()).text("/performances/1/performanceId");
        return new Evening(evening.eventId(), evening.saleId(), other);
    }

    private static String paid(Fan fan, Evening evening, int seats) {
        String booking = TicketShop.newBooking(fan, evening, seats);
        assertThat(TicketShop.pay(fan, booking, "ok").status()).isEqualTo(200);
        return booking;
    }

    private static String path(Evening evening) {
        return "/api/v1/events/" + evening.eventId() + "/cancellation";
    }

    private static String pathOfPerformance(Evening evening, String what) {
        return "/api/v1/events/" + evening.eventId() + "/performances/" + evening.performanceId() + "/" + what;
    }

    private void awaitRefunds(String path, int bookings) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Reply now = seller.get(path);
            assertThat(now.json().path("refunded").asInt()).as(now.body()).isEqualTo(bookings);
            assertThat(now.json().path("open").asInt()).isZero();
        });
    }

    @Test
    void everybody_gets_everything_back_although_the_show_is_near() {
        Evening evening = evening(Duration.ofDays(2));
        Fan other = TicketShop.newFan();
        List<String> paid = List.of(paid(fan, evening, 2), paid(other, evening, 1), paid(fan, second(evening), 1));
        String unpaid = TicketShop.newBooking(other, evening, 1);

        Reply cancelled = seller.post(path(evening), REASON);

        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        awaitRefunds(path(evening), 3);
        assertThat(seller.get(path(evening)).json().path("bookings").asInt()).isEqualTo(3);
        assertThat(seller.get(path(evening)).json().path("givenUp").asInt()).isEqualTo(1);
        assertThat(seller.get(path(evening)).json().path("failed").asInt()).isZero();
        for (String booking : paid) {
            assertThat(TicketShop.ledger(booking).path("status").asString()).isEqualTo("CANCELLED");
        }
        Reply shown = fan.http().get("/api/v1/bookings/" + paid.getFirst());
        assertThat(shown.text("/status")).isEqualTo("CANCELLED");
        assertThat(shown.text("/performanceStatus")).isEqualTo("CANCELLED");
        assertThat(shown.text("/performanceReason")).isEqualTo("The singer is ill");
        assertThat(shown.text("/venue/timeZone")).isEqualTo("Asia/Seoul");
        assertThat(shown.json().at("/payment/refunded/amount").asLong()).isEqualTo(330_000);
        Reply tickets = fan.http().get("/api/v1/tickets");
        assertThat(tickets.text("/tickets/0/state")).isEqualTo("VOIDED");
        assertThat(tickets.text("/tickets/0/performanceReason")).isEqualTo("The singer is ill");
        assertThat(tickets.text("/tickets/0/venue/location")).isEqualTo("Seoul");
        assertThat(TicketShop.status(other, unpaid)).isEqualTo("CANCELLED");
        assertThat(TicketShop.events(unpaid)).containsExactly("BookingPlaced", "BookingCancelled");
        assertThat(TicketShop.anybody()
                        .get("/api/v1/events/" + evening.eventId())
                        .text("/status"))
                .isEqualTo("CANCELLED");
    }

    @Test
    void nobody_books_or_pays_for_a_cancelled_show() {
        Evening evening = evening(Duration.ofDays(30));
        String unpaid = TicketShop.newBooking(fan, evening, 1);
        String hold = TicketShop.seats().hold(evening.performanceId(), fan.id(), "R", 1);
        String token = TicketShop.paymentToken(unpaid, "ok");
        TicketShop.change(
                "update ticket.performance set status = 'CANCELLED' where performance_id = ?",
                evening.performanceId()); // not yet seen by the loop

        Reply payment = fan.http().post("/api/v1/bookings/" + unpaid + "/payment", Map.of("paymentToken", token));

        assertThat(payment.problem()).isEqualTo("performance-cancelled");
        PerformanceId performance = new PerformanceId(evening.performanceId());
        await().atMost(PATIENCE) // an offer is known for a second
                .until(() -> Objects.requireNonNull(
                                TicketShop.bean(Offers.class).find(performance).block(PATIENCE))
                        .isCancelled());
        assertThat(fan.http().post("/api/v1/bookings", Map.of("holdId", hold)).problem())
                .isEqualTo("performance-cancelled");
    }

    @Test
    void a_payment_whose_outcome_is_not_known_yet_is_refunded_when_it_is() {
        Evening evening = evening(Duration.ofDays(30));
        String booking = TicketShop.newBooking(fan, evening, 1);
        assertThat(TicketShop.pay(fan, booking, "timeout-after-charge").status())
                .isEqualTo(202);

        seller.post(path(evening), REASON);

        awaitRefunds(path(evening), 1);
        assertThat(TicketShop.status(fan, booking)).isEqualTo("CANCELLED");
        assertThat(TicketShop.ledger(booking).path("cancelled").asLong()).isEqualTo(165_000);
    }

    @Test
    void one_performance_is_cancelled_and_the_other_stays() {
        Evening evening = evening(Duration.ofDays(30));
        paid(fan, evening, 1);
        String kept = paid(fan, second(evening), 1);

        Reply reply = seller.post(pathOfPerformance(evening, "cancellation"), REASON);

        assertThat(reply.text("/performanceIds/0")).as(reply.body()).isEqualTo(evening.performanceId());
        awaitRefunds(pathOfPerformance(evening, "cancellation"), 1);
        assertThat(TicketShop.status(fan, kept)).isEqualTo("CONFIRMED");
        Reply event = TicketShop.anybody().get("/api/v1/events/" + evening.eventId());
        assertThat(event.text("/status")).isEqualTo("SCHEDULED");
        assertThat(event.text("/performances/0/status")).isEqualTo("CANCELLED");
        assertThat(event.text("/performances/1/status")).isEqualTo("SCHEDULED");
    }

    @Test
    void a_repeat_refunds_nobody_twice_and_tells_nobody_again() {
        Evening evening = evening(Duration.ofDays(30));
        String booking = paid(fan, evening, 2);
        seller.post(path(evening), REASON);
        awaitRefunds(path(evening), 1);

        Reply again = seller.post(path(evening), Map.of("reason", "Once more"));

        assertThat(again.text("/reason")).isEqualTo("The singer is ill");
        assertThat(TicketShop.value("select count(*) from ticket.refund where payment_id = ?", "onsale-" + booking))
                .isEqualTo(1L);
        assertThat(TicketShop.value(
                        "select count(*) from ticket.outbox where key = ? and envelope::json ->> 'type' = 'SaleRevised'",
                        evening.saleId()))
                .isEqualTo(1L);
        assertThat(seller.patch("/api/v1/events/" + evening.eventId(), Map.of("sale", Map.of("order", "RANDOM")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_event_is_cancelled_by_its_seller_or_a_manager() {
        Evening evening = evening(Duration.ofDays(30));
        Http other = TicketShop.as(OpaqueId.next(), Role.SELLER);

        assertThat(other.post(path(evening), REASON).problem()).isEqualTo("not-found");
        assertThat(seller.get(path(evening)).problem()).isEqualTo("not-found");
        assertThat(TicketShop.as(OpaqueId.next(), Role.MANAGER)
                        .post(path(evening), REASON)
                        .status())
                .isEqualTo(200);
        assertThat(other.get(path(evening)).problem()).isEqualTo("not-found");
    }

    @Test
    void who_booked_before_a_postponement_gives_back_without_a_fee() {
        Evening evening = evening(Duration.ofDays(30));
        String before = paid(fan, evening, 1);
        Instant near = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        Reply postponed = seller.post(
                pathOfPerformance(evening, "postponement"),
                Map.of("startsAt", near.toString(), "reason", "The hall is flooded"));
        assertThat(postponed.status()).as(postponed.body()).isEqualTo(200);
        Fan later = TicketShop.newFan();
        String after = paid(later, evening, 1);
        await().atMost(PATIENCE)
                .until(() -> fan.http()
                        .get("/api/v1/bookings/" + before)
                        .text("/startsAt")
                        .equals(near.toString()));

        Reply free = fan.http().post("/api/v1/bookings/" + before + "/cancellation", Map.of("reason", "cannot come"));
        Reply paidFee =
                later.http().post("/api/v1/bookings/" + after + "/cancellation", Map.of("reason", "cannot come"));

        assertThat(free.json().at("/refund/amount").asLong()).as(free.body()).isEqualTo(165_000);
        assertThat(paidFee.json().at("/fee/amount").asLong()).as(paidFee.body()).isEqualTo(49_500);
    }
}
