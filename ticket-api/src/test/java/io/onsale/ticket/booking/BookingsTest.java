package io.onsale.ticket.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.Http.Reply;
import io.onsale.ticket.SeatApiServer.Behaviour;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookingsTest {
    private static final Evening EVENING = TicketShop.newEvening();

    private final Fan fan = TicketShop.newFan();

    private static Reply book(Fan fan, String key, String hold) {
        return fan.http().post("/api/v1/bookings", key, Map.of("holdId", hold));
    }

    @Test
    void a_hold_becomes_a_booking_at_the_published_prices() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 2);

        Reply reply = book(fan, OpaqueId.next(), hold);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/status")).isEqualTo("PENDING");
        assertThat(reply.json().at("/total/amount").asLong()).isEqualTo(330_000); // not the price that seat-api has
        assertThat(reply.json().path("seats")).hasSize(2);
        assertThat(reply.text("/payment/paymentId")).isEqualTo("onsale-" + reply.text("/bookingId"));
        assertThat(reply.text("/saleId")).isEqualTo(EVENING.saleId());
        assertThat(TicketShop.ledger(reply.text("/bookingId")).path("total").asLong())
                .isEqualTo(330_000);
        assertThat(TicketShop.value("select count(*) from ticket.outbox where key = ?", reply.text("/bookingId")))
                .isEqualTo(1L);
    }

    @Test
    void refusals_of_the_seats_are_passed_on() {
        String expired = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.EXPIRED);
        String taken = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.TAKEN);
        String others = TicketShop.seats().hold(EVENING.performanceId(), "somebody-else", "R", 1);

        assertThat(book(fan, OpaqueId.next(), expired).problem()).isEqualTo("hold-expired");
        Reply takenReply = book(fan, OpaqueId.next(), taken);
        assertThat(takenReply.problem()).isEqualTo("seats-taken");
        assertThat(takenReply.json().path("taken")).hasSize(1);
        assertThat(book(fan, OpaqueId.next(), others).status()).isEqualTo(404);
        assertThat(book(fan, OpaqueId.next(), "no-such-performance.hold").problem())
                .isEqualTo("hold-not-found");
        assertThat(TicketShop.value(
                        "select count(*) from ticket.booking_intent where fan_id = ? and state <> 'ABANDONED'",
                        fan.id()))
                .isEqualTo(0L);
    }

    @Test
    void the_limit_of_the_sale_is_a_refusal_with_its_numbers() {
        String limited = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 2, Behaviour.LIMITED);

        Reply refused = book(fan, OpaqueId.next(), limited);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("seat-limit");
        assertThat(refused.json().path("has").asInt()).isEqualTo(3);
        assertThat(refused.json().path("max").asInt()).isEqualTo(4);
        assertThat(TicketShop.value("select state from ticket.booking_intent where fan_id = ?", fan.id()))
                .isEqualTo("ABANDONED");
    }

    @Test
    void nothing_is_booked_of_a_performance_that_has_begun() {
        Evening begun = TicketShop.newEvening(Duration.ofSeconds(-1));
        String hold = TicketShop.seats().hold(begun.performanceId(), fan.id(), "R", 1);

        Reply reply = book(fan, OpaqueId.next(), hold);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.problem()).isEqualTo("performance-started");
        assertThat(TicketShop.seats().calls(hold)).isZero();
        assertThat(TicketShop.value("select count(*) from ticket.booking_intent where hold_id = ?", hold))
                .isEqualTo(0L);
    }

    @Test
    void a_booking_placed_in_time_is_the_answer_to_its_repeat_after_the_start() {
        HoldId hold = HoldId.parse(TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1));
        HoldId late = HoldId.parse(TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1));
        BookingId id = new BookingId(OpaqueId.next());
        FanId buyer = new FanId(fan.id());
        TicketShop.bean(PlaceBooking.class).place(id, buyer, hold).block();
        PlaceBooking atTheStart = placeBookingAt(startOf(EVENING));

        assertThat(atTheStart.place(id, buyer, hold).block()).isInstanceOf(PlaceBooking.Outcome.Placed.class);
        assertThat(atTheStart.place(new BookingId(OpaqueId.next()), buyer, late).block())
                .isEqualTo(new PlaceBooking.Outcome.PerformanceStarted());
        assertThat(placeBookingAt(startOf(EVENING).minusMillis(1))
                        .place(new BookingId(OpaqueId.next()), buyer, late)
                        .block())
                .isInstanceOf(PlaceBooking.Outcome.Placed.class);
    }

    private static PlaceBooking placeBookingAt(Instant now) {
        return new PlaceBooking(
                TicketShop.bean(BookingIntents.class),
                TicketShop.bean(SeatReservations.class),
                TicketShop.bean(Offers.class),
                TicketShop.bean(Bookings.class),
                TicketShop.bean(Checkout.class),
                TicketShop.bean(Outbox.class),
                TicketShop.bean(Atomic.class),
                Clock.fixed(now, ZoneOffset.UTC),
                Duration.ofMinutes(10));
    }

    private static Instant startOf(Evening evening) {
        return Objects.requireNonNull(TicketShop.bean(Offers.class)
                        .find(new PerformanceId(evening.performanceId()))
                        .block())
                .startsAt();
    }

    @Test
    void one_hundred_equal_requests_make_one_booking_and_one_answer() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1);
        String key = OpaqueId.next();

        List<Reply> replies = IntStream.range(0, 100)
                .mapToObj(i -> fan.http().postAsync("/api/v1/bookings", key, Map.of("holdId", hold)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // a request that met the first one in flight is sent again
        List<Reply> answers = replies.stream()
                .map(reply -> {
                    if (reply.status() != 409) {
                        return reply;
                    }
                    assertThat(reply.problem()).isEqualTo("idempotency-key-in-flight");
                    assertThat(reply.whole().headers().firstValue("Retry-After"))
                            .isPresent();
                    return book(fan, key, hold);
                })
                .toList();
        assertThat(answers).extracting(Reply::status).containsOnly(201);
        assertThat(answers)
                .extracting(Reply::body)
                .containsOnly(answers.getFirst().body());
        assertThat(TicketShop.seats().calls(hold)).isEqualTo(1);
        assertThat(TicketShop.value("select count(*) from ticket.booking where fan_id = ?", fan.id()))
                .isEqualTo(1L);
    }

    @Test
    void a_second_request_for_a_hold_answers_its_booking() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 2);
        Reply first = book(fan, OpaqueId.next(), hold);

        Reply second = book(fan, OpaqueId.next(), hold);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(TicketShop.pay(fan, first.text("/bookingId"), "ok").status()).isEqualTo(200);
        Reply consumed = book(fan, OpaqueId.next(), hold);
        assertThat(consumed.status()).isEqualTo(200);
        assertThat(consumed.text("/bookingId")).isEqualTo(first.text("/bookingId"));
        assertThat(consumed.text("/status")).isEqualTo("CONFIRMED");
        Fan stranger = TicketShop.newFan();
        assertThat(book(stranger, OpaqueId.next(), hold).problem()).isEqualTo("hold-not-found");
    }

    @Test
    void requests_for_one_hold_at_the_same_time_make_one_booking() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 2);

        List<Reply> replies = IntStream.range(0, 20)
                .mapToObj(i -> fan.http().postAsync("/api/v1/bookings", OpaqueId.next(), Map.of("holdId", hold)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(19);
        assertThat(replies.stream().map(reply -> reply.text("/bookingId")).distinct())
                .hasSize(1);
        assertThat(TicketShop.value("select count(*) from ticket.booking where fan_id = ?", fan.id()))
                .isEqualTo(1L);
        assertThat(TicketShop.seats().released())
                .doesNotContain(String.valueOf(
                        TicketShop.value("select reservation_id from ticket.booking where fan_id = ?", fan.id())));
    }

    @Test
    void a_second_request_goes_on_where_the_first_broke_off() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.SILENT_ONCE);
        assertThat(book(fan, OpaqueId.next(), hold).status()).isEqualTo(503); // although reserved

        assertThat(book(fan, OpaqueId.next(), hold).status()).isEqualTo(200);

        assertThat(TicketShop.value("select count(*) from ticket.booking where fan_id = ?", fan.id()))
                .isEqualTo(1L);
    }

    @Test
    void intents_are_forgotten_a_week_after_they_led_to_a_booking_or_nowhere() {
        BookingIntents intents = TicketShop.bean(BookingIntents.class);
        for (int i = 0; i < 3; i++) {
            TicketShop.newBooking(fan, EVENING, 1);
        }
        TicketShop.change( // one of the three
                "update ticket.booking_intent set state = 'UNDONE' where booking_id ="
                        + " (select max(booking_id) from ticket.booking_intent where fan_id = ?)",
                fan.id());
        String kept = TicketShop.newBooking(fan, EVENING, 1);
        TicketShop.change(
                "update ticket.booking_intent set opened_at = now() - interval '8 days' where fan_id = ? and booking_id <> ?",
                fan.id(),
                kept);
        String open = old(fan, "OPEN");
        String abandoned = old(fan, "ABANDONED");

        Integer first = intents.forgetSettled(Duration.ofDays(7), 2).block(Duration.ofSeconds(10));
        intents.forgetSettled(Duration.ofDays(7), 1_000).block(Duration.ofSeconds(10));

        assertThat(first).isEqualTo(2);
        assertThat(TicketShop.rows("select booking_id from ticket.booking_intent where fan_id = ?", fan.id()))
                .containsExactlyInAnyOrder(
                        Map.of("booking_id", kept), Map.of("booking_id", open), Map.of("booking_id", abandoned));
        TicketShop.change("delete from ticket.booking_intent where fan_id = ?", fan.id()); // nobody would end them
    }

    /** An intent that may have reserved seats; its next check is far off. */
    private static String old(Fan fan, String state) {
        String booking = TicketShop.newBooking(fan, EVENING, 1);
        TicketShop.change(
                "update ticket.booking_intent set state = ?, opened_at = now() - interval '8 days',"
                        + " check_after = now() + interval '1 hour' where booking_id = ?",
                state,
                booking);
        return booking;
    }

    @Test
    void refusals_are_repeated_byte_for_byte() {
        String expired = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.EXPIRED);
        String key = OpaqueId.next();

        Reply first = book(fan, key, expired);
        Reply second = book(fan, key, expired);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(TicketShop.seats().calls(expired)).isEqualTo(1);
    }

    @Test
    void a_key_belongs_to_one_request_of_one_member() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1);
        String otherHold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1);
        Fan neighbour = TicketShop.newFan();
        String neighboursHold = TicketShop.seats().hold(EVENING.performanceId(), neighbour.id(), "R", 1);
        String key = OpaqueId.next();

        assertThat(book(fan, key, hold).status()).isEqualTo(201);
        assertThat(book(fan, key, otherHold).status()).isEqualTo(422);
        assertThat(book(fan, key, otherHold).problem()).isEqualTo("idempotency-key-reused");
        assertThat(book(neighbour, key, neighboursHold).status()).isEqualTo(201);
    }

    @Test
    void a_key_is_required_and_has_a_shape() {
        Reply missing = fan.http().post("/api/v1/bookings", null, Map.of("holdId", "p.h"));
        Reply malformed = book(fan, "x".repeat(129), "p.h");

        assertThat(missing.problem()).isEqualTo("idempotency-key-missing");
        assertThat(malformed.problem()).isEqualTo("validation-failed");
        assertThat(malformed.json().at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void when_the_seats_do_not_answer_the_same_key_goes_on() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.FAILS_ONCE);
        String key = OpaqueId.next();

        Reply first = book(fan, key, hold);
        Reply second = book(fan, key, hold);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.whole().headers().firstValue("Retry-After")).isPresent();
        assertThat(second.status()).isEqualTo(201);
    }

    @Test
    void a_lost_answer_of_the_seats_costs_nothing() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.SILENT_ONCE);
        String key = OpaqueId.next();

        assertThat(book(fan, key, hold).status()).isEqualTo(503); // although reserved
        Reply second = book(fan, key, hold);

        assertThat(second.status()).isEqualTo(201);
        assertThat(TicketShop.value("select count(*) from ticket.booking where fan_id = ?", fan.id()))
                .isEqualTo(1L);
    }

    @Test
    void what_a_crash_left_reserved_is_given_back() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.FAILS_ONCE);
        String key = OpaqueId.next();
        assertThat(book(fan, key, hold).status()).isEqualTo(503);

        TicketShop.change( // as if it were older and without a repeat
                "update ticket.booking_intent set opened_at = now() - interval '2 minutes' where fan_id = ?", fan.id());

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(
                                TicketShop.value("select state from ticket.booking_intent where fan_id = ?", fan.id()))
                        .isEqualTo("UNDONE"));
        assertThat(TicketShop.seats().isReserved(hold)).isFalse();
        assertThat(book(fan, key, hold).problem()).isEqualTo("hold-expired"); // and nothing is booked meanwhile
    }

    @Test
    void what_a_refused_repeat_had_reserved_is_given_back() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1, Behaviour.REFUSES_ITS_OWN);
        String key = OpaqueId.next();
        assertThat(book(fan, key, hold).status()).isEqualTo(503);
        assertThat(book(fan, key, hold).problem()).isEqualTo("hold-expired");
        assertThat(TicketShop.seats().isReserved(hold)).isTrue();

        TicketShop.change( // as if it were older
                "update ticket.booking_intent set opened_at = now() - interval '2 minutes' where fan_id = ?", fan.id());

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(TicketShop.seats().isReserved(hold)).isFalse());
        assertThat(TicketShop.value("select count(*) from ticket.booking where fan_id = ?", fan.id()))
                .isEqualTo(0L);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(
                                TicketShop.value("select state from ticket.booking_intent where fan_id = ?", fan.id()))
                        .isEqualTo("UNDONE"));
    }

    @Test
    void after_a_crash_in_flight_a_repeat_takes_over_with_the_same_booking() {
        String hold = TicketShop.seats().hold(EVENING.performanceId(), fan.id(), "R", 1);
        String key = OpaqueId.next();
        Reply first = book(fan, key, hold);
        TicketShop.change( // as if the answer had not been stored
                "update ticket.idempotency_key set status = null, body = null, lease_until = now() + interval '1 minute' where owner = ?",
                fan.id());
        assertThat(book(fan, key, hold).problem()).isEqualTo("idempotency-key-in-flight");

        TicketShop.change("update ticket.idempotency_key set lease_until = now() where owner = ?", fan.id());
        Reply second = book(fan, key, hold);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("/bookingId")).isEqualTo(first.text("/bookingId"));
    }

    @Test
    void bookings_are_their_fans_own() {
        String booking = TicketShop.newBooking(fan, EVENING, 1);
        Fan stranger = TicketShop.newFan();

        assertThat(fan.http().get("/api/v1/bookings/" + booking).status()).isEqualTo(200);
        assertThat(stranger.http().get("/api/v1/bookings/" + booking).problem()).isEqualTo("not-found");
        assertThat(stranger.http().get("/api/v1/bookings").json().path("bookings"))
                .isEmpty();
        assertThat(stranger.http()
                        .post("/api/v1/bookings/" + booking + "/payment", Map.of("paymentToken", "t"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.http()
                        .post("/api/v1/bookings/" + booking + "/cancellation", Map.of("reason", "r"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void pages_of_bookings_show_each_once_latest_first() {
        List<String> made = IntStream.range(0, 5)
                .mapToObj(i -> TicketShop.newBooking(fan, EVENING, 1))
                .toList();

        List<String> seen = new java.util.ArrayList<>();
        String after = "";
        do {
            Reply page = fan.http().get("/api/v1/bookings?limit=2" + after);
            page.json()
                    .path("bookings")
                    .forEach(booking -> seen.add(booking.path("bookingId").asString()));
            after = page.json().hasNonNull("next") ? "&after=" + page.text("/next") : "";
        } while (!after.isEmpty());

        assertThat(seen).isEqualTo(made.reversed());
    }

    @Test
    void only_fans_book() {
        for (Role role : List.of(Role.SELLER, Role.GATE, Role.MANAGER, Role.SERVICE)) {
            Reply reply = TicketShop.as("somebody", role).post("/api/v1/bookings", Map.of("holdId", "p.h"));
            assertThat(reply.problem()).isEqualTo("forbidden");
        }
        assertThat(TicketShop.anybody()
                        .post("/api/v1/bookings", Map.of("holdId", "p.h"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void unknown_members_and_large_bodies_are_refused() {
        Reply unknown = fan.http().post("/api/v1/bookings", Map.of("holdId", "p.h", "discount", 100));
        Reply large = fan.http().post("/api/v1/bookings", Map.of("holdId", "x".repeat(70_000)));

        assertThat(unknown.problem()).isEqualTo("validation-failed");
        assertThat(unknown.text("/errors/0/field")).isEqualTo("discount");
        assertThat(large.status()).isEqualTo(413);
    }
}
