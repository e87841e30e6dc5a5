package io.onsale.seat.replay;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.history.SeatHistory.ChangePosition;
import io.onsale.seat.history.SeatHistory.Passage;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.replay.ReplaySale.ReplayFrame;
import io.onsale.seat.seat.SeatState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybackTest {
    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

    private final Hall hall = Hall.of(PlanDocument.of(aSale().withRow("A", 4).build()));
    private final Playback playback = new Playback(hall, START, Duration.ofSeconds(1));

    private static Passage passage(long afterMs, long version, int step, int seat, SeatState state) {
        return new Passage(START.plusMillis(afterMs), new ChangePosition(version, step), seat, state);
    }

    @Test
    void changes_of_one_window_are_one_frame() {
        List<ReplayFrame> frames = playback.frames(List.of(
                passage(100, 1, 0, 0, SeatState.HELD),
                passage(900, 2, 0, 1, SeatState.HELD),
                passage(1_100, 3, 0, 2, SeatState.HELD)));

        assertThat(frames)
                .containsExactly(
                        new ReplayFrame(
                                START.plusMillis(900),
                                1,
                                List.of(new SeatChange(0, SeatState.HELD), new SeatChange(1, SeatState.HELD))),
                        new ReplayFrame(START.plusMillis(1_100), 2, List.of(new SeatChange(2, SeatState.HELD))));
    }

    @Test
    void what_nobody_sees_is_left_out() {
        assertThat(playback.frames(
                        List.of(passage(1, 1, 0, 0, SeatState.HELD), passage(5_000, 1, 1, 0, SeatState.HELD))))
                .hasSize(1);
    }

    @Test
    void a_clock_that_is_behind_takes_no_later_change_back() {
        List<ReplayFrame> frames = playback.frames(List.of(
                passage(10, 7, 2, 0, SeatState.SOLD), // Postgres' clock is ahead
                passage(12, 7, 0, 0, SeatState.HELD)));

        assertThat(frames.getLast().changes()).containsExactly(new SeatChange(0, SeatState.SOLD));
    }

    @Test
    void a_seat_that_the_plan_does_not_have_is_ignored() {
        assertThat(playback.frames(List.of(passage(1, 1, 0, 4, SeatState.HELD))))
                .isEmpty();
    }
}
