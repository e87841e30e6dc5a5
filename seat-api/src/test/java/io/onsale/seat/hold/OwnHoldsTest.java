package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** A fan finds its holds again and gives them all back; nothing is left of them, and bookings keep their seats. */
class OwnHoldsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRow("A", 10));
    private final String holds = "/api/v1/performances/" + performance.id() + "/holds";
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    @Test
    void all_holds_of_a_fan_are_listed_and_given_back_and_nothing_is_left_of_them() {
        String first = hold(ann, "A-1", "A-2");
        String second = hold(ann, "A-3");
        String booked = hold(ann, "A-4");
        hold(bob, "A-5");
        Instant payUntil = Instant.now().plusSeconds(300);
        assertThat(service.bean(ReserveSeats.class)
                        .reserve(new ReserveRequest(HoldId.parse(booked), new BookingId("b-" + ann), ann, payUntil))
                        .block(PATIENCE))
                .isInstanceOf(Reserved.class);

        own(ann, HttpMethod.GET)
                .jsonPath("$.holds[*].holdId")
                .value(ids -> assertThat((List<?>) ids).isEqualTo(List.of(first, second)));
        own(ann, HttpMethod.DELETE).jsonPath("$.released").isEqualTo(2);

        own(ann, HttpMethod.GET).jsonPath("$.holds").isEmpty();
        own(ann, HttpMethod.DELETE).jsonPath("$.released").isEqualTo(0);
        own(bob, HttpMethod.GET).jsonPath("$.holds.length()").isEqualTo(1);
        assertThat(service.states(performance)).isEqualTo("0001100000");
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        var redis = service.bean(Scripts.class).commands();
        assertThat(redis.hkeys(keys.owners()).collectList().block(PATIENCE)).containsExactlyInAnyOrder("3", "4");
        assertThat(redis.hlen(keys.holds()).block(PATIENCE)).isEqualTo(2);
        assertThat(redis.zcard(keys.expiry()).block(PATIENCE)).isEqualTo(1);
        assertThat(redis.hget(keys.fans(), ann.value()).block(PATIENCE)).endsWith(":1:0");
    }

    @Test
    void nobody_has_holds_of_a_performance_that_does_not_exist() {
        for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.DELETE)) {
            service.http()
                    .method(method)
                    .uri("/api/v1/performances/nothing/holds/mine")
                    .headers(headers -> headers.setBearerAuth(service.token(ann)))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    private BodyContentSpec own(FanId fan, HttpMethod method) {
        return service.http()
                .method(method)
                .uri(holds + "/mine")
                .headers(headers -> headers.setBearerAuth(service.token(fan)))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private String hold(FanId fan, String... seats) {
        Map<?, ?> body = service.http()
                .post()
                .uri(holds)
                .headers(headers -> headers.setBearerAuth(service.token(fan)))
                .header("Pass", service.pass(fan, performance.sale()))
                .bodyValue(Map.of("seatIds", List.of(seats)))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        return (String) Objects.requireNonNull(Objects.requireNonNull(body).get("holdId"));
    }
}
