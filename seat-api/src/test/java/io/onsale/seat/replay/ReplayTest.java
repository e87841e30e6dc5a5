package io.onsale.seat.replay;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.replay.ReplaySale.Replay;
import io.onsale.seat.replay.ReplaySale.ReplayFrame;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.testing.BoxOffice;
import io.onsale.seat.testing.SeatService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ReplayTest {
    private static final long SEED = Long.getLong("onsale.seed", 20_261_201);
    private static final int SEATS = 12;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", SEATS).withRow("B", 2, NOT_FOR_SALE));
    private final BoxOffice office = new BoxOffice(service, performance);
    private final String manager = OpaqueId.next();

    private Replay start(@Nullable Instant from) {
        return Objects.requireNonNull(service.bean(ReplaySale.class)
                .start(performance, from, Duration.ofMillis(200))
                .block(PATIENCE));
    }

    /** The states at the end of a replay, one digit per seat. */
    private String played(Replay replay) {
        char[] digits = digits(replay.states());
        List<ReplayFrame> frames =
                Objects.requireNonNull(replay.frames().collectList().block(PATIENCE));
        for (ReplayFrame frame : frames) {
            for (SeatChange change : frame.changes()) {
                digits[change.index()] = Character.forDigit(change.state().bits(), 10);
            }
        }
        return new String(digits);
    }

    private char[] digits(String states) {
        byte[] bytes = Base64.getDecoder().decode(states);
        char[] digits = new char[performance.hall().seatCount()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = Character.forDigit(bytes[i / 4] >> (6 - 2 * (i % 4)) & 3, 10);
        }
        return digits;
    }

    private Flux<ServerSentEvent<String>> stream(String query) {
        return service.http()
                .get()
                .uri("/api/v1/admin/performances/" + performance.id().value() + "/replay?" + query)
                .header("Authorization", "Bearer " + service.token(manager, Role.MANAGER))
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {})
                .getResponseBody();
    }

    @Test
    void a_random_sale_played_back_ends_as_the_seats_are() {
        Random random = new Random(SEED);
        List<Hold> holds = new ArrayList<>();
        List<Reservation> reservations = new ArrayList<>();
        FanId fan = aFan();
        for (int i = 0; i < 120; i++) {
            step(random, fan, holds, reservations);
        }
        office.block(List.of("A-1"), List.of(), "to end with").expectStatus().isOk();

        eventually(() -> assertThat(played(start(null))).as("seed %d", SEED).isEqualTo(service.states(performance)));
        Replay whole = start(null);
        Instant middle =
                whole.from().plus(Duration.between(whole.from(), whole.to()).dividedBy(2));
        assertThat(played(start(middle))).as("from the middle on").isEqualTo(service.states(performance));
    }

    private void step(Random random, FanId fan, List<Hold> holds, List<Reservation> reservations) {
        String states = service.states(performance);
        int seat = random.nextInt(SEATS);
        if (states.charAt(seat) == '0' && holds.size() + reservations.size() < 8) {
            holds.add(office.hold(fan, "A-" + (seat + 1)));
        } else if (!holds.isEmpty() && random.nextBoolean()) {
            Hold hold = holds.remove(random.nextInt(holds.size()));
            if (random.nextBoolean()) {
                office.release(hold, fan);
            } else {
                reservations.add(office.reserve(hold, fan));
            }
        } else if (!reservations.isEmpty()) {
            Reservation made = reservations.remove(random.nextInt(reservations.size()));
            office.sell(made);
            if (random.nextBoolean()) {
                office.cancel(made);
            } else {
                reservations.add(made);
                office.cancel(reservations.removeFirst());
            }
        }
    }

    @Test
    void the_stream_begins_with_all_seats_and_ends() {
        FanId fan = aFan();
        office.sell(office.reserve(office.hold(fan, "A-1", "A-2"), fan));
        eventually(() -> assertThat(played(start(null))).isEqualTo(service.states(performance)));

        List<ServerSentEvent<String>> events =
                Objects.requireNonNull(stream("speed=1000").collectList().block(PATIENCE));

        assertThat(events.getFirst().event()).isEqualTo("begin");
        assertThat(events.getLast().event()).isEqualTo("end");
        assertThat(events.stream().map(event -> String.valueOf(event.event()))).contains("seats");
        assertThat(events.getFirst().data()).contains("\"speed\":1000");
    }

    @Test
    void nothing_has_happened_yet() {
        StepVerifier.create(stream("speed=1").map(event -> String.valueOf(event.event())))
                .expectNext("begin", "end")
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void a_cancelled_replay_makes_room_for_the_next() {
        office.hold(aFan(), "A-1");
        eventually(() -> assertThat(played(start(null))).isEqualTo(service.states(performance)));
        // far away, so that the replay goes on
        service.sql(
                "update seat.seat_history set at = at + interval '1 day' where seat_index = 0 and performance_id = '"
                        + performance.id() + "'");
        office.hold(aFan(), "A-2");
        eventually(() -> assertThat(
                        Duration.between(start(null).from(), start(null).to()))
                .isGreaterThan(Duration.ofHours(1)));

        for (int i = 0; i < 5; i++) { // more than one caller may have open
            String query = "speed=1";
            eventually(() -> StepVerifier.create(stream(query).map(event -> String.valueOf(event.event())))
                    .expectNext("begin")
                    .thenCancel()
                    .verify(PATIENCE));
        }
    }

    @Test
    void only_the_seller_and_managers_see_it() {
        Principal other = new Principal(OpaqueId.next(), Role.SELLER, Instant.MAX);
        assertThat(service.bean(ReplaySale.class)
                        .findPerformance(performance.id(), other)
                        .block(PATIENCE))
                .isNull();
        for (String wrong : List.of("speed=0", "speed=1001", "from=yesterday")) {
            service.http()
                    .get()
                    .uri("/api/v1/admin/performances/" + performance.id().value() + "/replay?" + wrong)
                    .header("Authorization", "Bearer " + service.token(manager, Role.MANAGER))
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }
}
