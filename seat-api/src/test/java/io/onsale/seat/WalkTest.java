package io.onsale.seat;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.seat.testing.SeatService;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.test.web.reactive.server.WebTestClient;

/** From a published sale to a sold seat and back, over HTTP and Kafka only. */
class WalkTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final FanId fan = aFan();
    private SalePublished sale = aSale().build();
    private String path = "";

    record SeatJson(String seatId, String label, String grade, Money price) {}

    record HoldJson(String holdId, List<SeatJson> seats, long fence, String expiresAt) {}

    record ReservationJson(
            String reservationId,
            String performanceId,
            String saleId,
            long fence,
            String payUntil,
            List<SeatJson> seats,
            Money total,
            @Nullable String placeSince) {}

    record SeatsJson(long version, String states) {}

    @BeforeEach
    void publish() {
        sale = aSale().withRow("A", 4).atMost(4).build();
        path = "/api/v1/performances/" + sale.performances().getFirst().performanceId();
        service.send(sale);
        eventually(() -> service.http()
                .get()
                .uri(path + "/seats")
                .exchange()
                .expectStatus()
                .isOk());
    }

    @Test
    void a_paid_booking_ends_in_sold_seats() {
        ReservationJson reservation = reserve(hold("A-1", "A-2"), new BookingId("b-" + fan));
        assertThat(reservation.total()).isEqualTo(new Money(20_000, "KRW"));
        assertThat(reservation.placeSince()).isEqualTo("1970-01-01T00:00:00Z"); // of the pass
        eventually(() -> assertThat(states()).containsExactly(1, 1, 0, 0));

        service.send(confirmed(reservation));

        eventually(() -> assertThat(states()).containsExactly(2, 2, 0, 0));
        assertThat(rows(reservation)).containsExactly("SOLD");
    }

    @Test
    void an_expired_booking_gives_the_seats_back() {
        ReservationJson reservation = reserve(hold("A-1", "A-2"), new BookingId("b-" + fan));

        service.send(new BookingExpired(
                "b-" + fan,
                sale.saleId(),
                reservation.performanceId(),
                fan.value(),
                reservation.reservationId(),
                seatIds(reservation)));

        eventually(() -> assertThat(rows(reservation)).containsExactly("RELEASED"));
        eventually(() -> assertThat(states()).containsExactly(0, 0, 0, 0));
        assertThat(hold("A-1", "A-2", "A-3", "A-4").seats()).hasSize(4); // the limit of 4 is all there again
    }

    @Test
    void a_cancellation_gives_some_of_the_seats_back() {
        ReservationJson reservation = reserve(hold("A-1", "A-2", "A-3"), new BookingId("b-" + fan));

        service.send(
                confirmed(reservation),
                new BookingCancelled(
                        "b-" + fan,
                        sale.saleId(),
                        reservation.performanceId(),
                        fan.value(),
                        reservation.reservationId(),
                        List.of("A-2")));

        eventually(() -> assertThat(states()).containsExactly(2, 0, 2, 0));
        assertThat(rows(reservation)).containsExactly("SOLD");
        assertThat(hold("A-2", "A-4").seats()).hasSize(2);
    }

    private BookingConfirmed confirmed(ReservationJson reservation) {
        return new BookingConfirmed(
                "b-" + fan,
                sale.saleId(),
                reservation.performanceId(),
                fan.value(),
                reservation.reservationId(),
                seatIds(reservation),
                reservation.total());
    }

    private static List<String> seatIds(ReservationJson reservation) {
        return reservation.seats().stream().map(SeatJson::seatId).toList();
    }

    private HoldJson hold(String... seats) {
        return body(
                service.http()
                        .post()
                        .uri(path + "/holds")
                        .headers(headers -> headers.setBearerAuth(service.token(fan)))
                        .header("Pass", service.pass(fan, new SaleId(sale.saleId())))
                        .bodyValue(Map.of("seatIds", List.of(seats)))
                        .exchange(),
                201,
                HoldJson.class);
    }

    private ReservationJson reserve(HoldJson hold, BookingId booking) {
        return body(
                service.http()
                        .post()
                        .uri(path + "/holds/" + hold.holdId() + "/reservation")
                        .headers(headers -> headers.setBearerAuth(service.serviceToken()))
                        .bodyValue(Map.of(
                                "bookingId", booking.value(), "fanId", fan.value(), "payUntil", "2050-01-01T00:00:00Z"))
                        .exchange(),
                201,
                ReservationJson.class);
    }

    private int[] states() {
        SeatsJson seats = body(service.http().get().uri(path + "/seats").exchange(), 200, SeatsJson.class);
        byte first = Base64.getDecoder().decode(seats.states())[0];
        return new int[] {first >> 6 & 3, first >> 4 & 3, first >> 2 & 3, first & 3};
    }

    private static <T> T body(WebTestClient.ResponseSpec answer, int status, Class<T> type) {
        T body = answer.expectStatus()
                .isEqualTo(status)
                .expectBody(type)
                .returnResult()
                .getResponseBody();
        return java.util.Objects.requireNonNull(body);
    }

    private static List<String> rows(ReservationJson reservation) {
        return service.sql(
                "select state from reservation where reservation_id = '" + reservation.reservationId() + "'");
    }
}
