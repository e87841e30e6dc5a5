package io.onsale.ticket.booking.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.service.outage.Outages;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.FixedAnswer;
import io.onsale.ticket.booking.BookingIntent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;

class HttpSeatReservationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void an_answer_that_ends_in_the_middle_is_an_outage() throws Exception {
        try (FixedAnswer seatApi = FixedAnswer.cut()) {
            assertThatThrownBy(() -> release(seatApi)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reserve(seatApi)).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void an_answer_of_who_cannot_serve_anybody_is_an_outage(int status) throws Exception {
        try (FixedAnswer seatApi = FixedAnswer.of(status, "text/html", "<h1>Later</h1>")) {
            assertThatThrownBy(() -> release(seatApi)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> reserve(seatApi)).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | application/json | {\"reservationId\":\"r\",\"seats\":\"none\"}",
                "200 | application/json | [",
                "200 | text/html | <h1>Welcome</h1>",
                "409 | application/problem+json | {\"type\":\"urn:of:another:world\"}",
                "404 | text/html | <h1>No such page</h1>"
            })
    void an_answer_that_cannot_be_understood_is_a_fault_and_no_outage(int status, String type, String body)
            throws Exception {
        try (FixedAnswer seatApi = FixedAnswer.of(status, type, body)) {
            assertThatThrownBy(() -> reserve(seatApi))
                    .matches(e -> !(e instanceof Unavailable) && !Outages.isOutage(e));
        }
    }

    private static void reserve(FixedAnswer seatApi) throws Exception {
        BookingIntent intent = new BookingIntent(
                new BookingId("b"),
                new FanId("f"),
                HoldId.nextFor(new PerformanceId("p")),
                Instant.now().plusSeconds(600),
                BookingIntent.State.OPEN);
        client(seatApi).reserve(intent).block(PATIENCE);
    }

    private static void release(FixedAnswer seatApi) throws Exception {
        client(seatApi).release(new PerformanceId("p"), new ReservationId("r")).block(PATIENCE);
    }

    private static HttpSeatReservations client(FixedAnswer seatApi) throws Exception {
        AccessTokenSigner signer = new AccessTokenSigner(
                new FanTokens(new byte[32]),
                new RSAKeyGenerator(2048).keyID("k").generate());
        return new HttpSeatReservations(WebClient.create(seatApi.url()), signer, Clock.systemUTC());
    }
}
