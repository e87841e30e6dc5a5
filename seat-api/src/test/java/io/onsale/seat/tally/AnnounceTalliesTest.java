package io.onsale.seat.tally;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.map.SeatDelta;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.plan.ServedPlan;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When counts are announced, and when not. */
class AnnounceTalliesTest {
    private final Hall hall = Hall.of(PlanDocument.of(aSale().withRow("A", 4)
            .withRow("B", 3, "S")
            .withRow("C", 2, NOT_FOR_SALE)
            .withRow("D", 1)
            .build()));
    private final Performance performance = new Performance(
            PerformanceId.next(), SaleId.next(), hall, 4, Instant.parse("2050-01-01T19:00:00Z"), Visibility.OPEN);
    private final SeatStates states = SeatStates.available(1, hall.seatCount());
    private final List<Tally> told = new ArrayList<>();
    private int reads;
    private boolean isKafkaAway;
    private boolean areSeatsGone;
    private final AnnounceTallies tallies = new AnnounceTallies(performances(), feed(), this::announce);

    @BeforeEach
    void setUp() {
        for (int index : hall.blocked()) {
            states.set(index, SeatState.BLOCKED);
        }
    }

    @Test
    void seats_are_counted_by_grade_and_those_nobody_can_buy_are_not() {
        change(0, SeatState.HELD);
        change(1, SeatState.SOLD);
        change(4, SeatState.SOLD);
        change(9, SeatState.BLOCKED);

        Tally tally = Tally.of(hall, states);

        assertThat(tally.grades()).containsExactly(new GradeCount("R", 2, 1, 1, 1), new GradeCount("S", 2, 0, 1, 0));
        assertThat(tally.version()).isEqualTo((1L << 32) + 4);
    }

    @Test
    void counts_are_told_at_the_start_and_then_when_they_change() {
        tick();
        tick();
        assertThat(told).hasSize(1);
        assertThat(reads).isEqualTo(1);

        change(0, SeatState.HELD);
        change(1, SeatState.HELD);
        tick();
        tick();

        assertThat(told).hasSize(2);
        assertThat(told.getLast().grades()).contains(new GradeCount("R", 3, 2, 0, 0));
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void seats_that_change_hands_are_no_news() {
        change(0, SeatState.HELD);
        tick();

        change(0, SeatState.AVAILABLE);
        change(1, SeatState.HELD);
        tick();
        tick();

        assertThat(told).hasSize(1);
        assertThat(reads).isEqualTo(2); // counted only once
    }

    @Test
    void while_kafka_is_away_only_the_latest_counts_wait() {
        isKafkaAway = true;
        change(0, SeatState.HELD);
        tick();
        change(1, SeatState.HELD);
        tick();
        assertThat(told).isEmpty();

        isKafkaAway = false;
        tick();

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().grades()).contains(new GradeCount("R", 3, 2, 0, 0));
    }

    @Test
    void seats_that_are_being_rebuilt_are_not_counted_as_gone() {
        tick();
        areSeatsGone = true;
        tick();

        assertThat(told).hasSize(1);
    }

    private void tick() {
        tallies.tick(0).onErrorComplete().block();
    }

    private void change(int seat, SeatState state) {
        states.set(seat, state);
        states.setVersion(states.version() + 1);
    }

    private Mono<Void> announce(List<Announcements.News> news) {
        return Mono.fromRunnable(() -> {
            if (isKafkaAway) {
                throw new IllegalStateException("Kafka is away");
            }
            news.forEach(one -> told.add(one.tally()));
        });
    }

    private Performances performances() {
        return new Performances() {
            @Override
            public Mono<Performance> findPerformance(PerformanceId id) {
                return Mono.just(performance);
            }

            @Override
            public Mono<ServedPlan> findPlan(PerformanceId id) {
                return Mono.empty();
            }

            @Override
            public Mono<Visibility> findVisibility(PerformanceId id) {
                return Mono.just(Visibility.OPEN);
            }

            @Override
            public Flux<PerformanceId> current() {
                return Flux.just(performance.id());
            }
        };
    }

    private SeatFeed feed() {
        return new SeatFeed() {
            @Override
            public Mono<Long> getVersion(PerformanceId id) {
                return Mono.fromSupplier(() -> areSeatsGone ? 0 : states.version());
            }

            @Override
            public Mono<SeatStates> findStates(PerformanceId id, int seatCount) {
                return Mono.fromSupplier(() -> {
                    reads++;
                    return states.copy();
                });
            }

            @Override
            public Mono<List<SeatDelta>> getChanges(PerformanceId id, long after, int limit) {
                return Mono.just(List.of());
            }
        };
    }
}
