package io.onsale.queue.replica;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.eta.Eta;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.place.PlaceView;
import io.onsale.queue.place.PlaceViews;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.testing.Snapshots;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineReplicaTest {
    private static final FanId ANN = new FanId("ann");

    private final TestReplica line = new TestReplica();

    private static Place waiting(long number) {
        return Snapshots.place(PlaceState.WAITING, number);
    }

    private void show(LineSnapshot snapshot, long nanos) {
        line.read(snapshot, nanos);
    }

    private @Nullable ReplicaPlace find() {
        return line.replica().places().find(ANN);
    }

    private PlaceView view() {
        return PlaceViews.of(line.replica(), Objects.requireNonNull(find()));
    }

    @Test
    void shown_ahead_never_rises_for_any_snapshots() {
        Random random = new Random(1);
        show(aLine().waiting(1, 2, 3).taken(), 1);
        line.placed(ANN, waiting(900), 700);
        long shown = Long.MAX_VALUE;
        for (int i = 0; i < 500; i++) {
            // as if places before it were restored, or an older snapshot arrived late
            long[] numbers =
                    LongStream.range(0, random.nextInt(900)).map(n -> n + 1).toArray();
            show(aLine().waiting(numbers).taken(), i + 2L);
            long ahead = Objects.requireNonNull(view().ahead());
            assertThat(ahead).isLessThanOrEqualTo(shown);
            shown = ahead;
        }
        assertThat(shown).isZero();
    }

    @Test
    void a_snapshot_from_before_the_join_does_not_count() {
        show(aLine().waiting(1, 2, 3).taken(), 1); // contains the numbers up to 1000
        line.placed(ANN, waiting(5_000), 350);
        assertThat(view().ahead()).isEqualTo(350);
    }

    @Test
    void the_log_moves_a_place_forward_and_never_back() {
        show(aLine().waiting(7).taken(), 1);
        line.placed(ANN, waiting(7), 0);

        show(aLine().with("READY 7 1500000 TURN ann").taken(), 2);
        assertThat(view().state()).isEqualTo("READY");
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_500_000));

        line.placed(ANN, waiting(7), 0); // a reply that was in flight
        assertThat(view().state()).isEqualTo("READY");

        show(aLine().with("ADMITTED 7 2500000 CLAIM ann").taken(), 3);
        assertThat(view().state()).isEqualTo("ADMITTED");
        show(aLine().with("ENDED 7 0 EXPIRED ann").taken(), 4);
        assertThat(view().state()).isEqualTo("LEFT");
        assertThat(Objects.requireNonNull(find()).endReason()).isEqualTo("expired");
    }

    @Test
    void the_end_of_an_older_number_does_not_touch_the_new_place() {
        show(aLine().waiting(9).taken(), 1);
        line.placed(ANN, waiting(9), 0);
        show(aLine().waiting(9).with("LEFT 7 0 LEFT ann").taken(), 2);
        assertThat(view().state()).isEqualTo("WAITING");
    }

    @Test
    void a_new_place_of_the_same_fan_starts_its_own_count() {
        show(aLine().waiting(7).taken(), 1);
        line.placed(ANN, waiting(7), 3);
        line.placed(ANN, waiting(50), 40);
        assertThat(Objects.requireNonNull(find()).shownAhead()).isEqualTo(40);
        show(aLine().since(5).with("READY 80 1500000 TURN ann").taken(), 2); // joined again on another node
        assertThat(find()).isNull();
    }

    @Test
    void a_new_epoch_or_a_long_silence_invalidates_all_places() {
        show(aLine().waiting(7).taken(), 1);
        line.placed(ANN, waiting(7), 0);
        show(aLine().inEpoch(2).taken(), 2);
        assertThat(find()).isNull();

        line.placed(ANN, waiting(17), 0);
        show(aLine().inEpoch(2).taken(), 2 + LineReplica.GAP_MAX.toNanos() + 1);
        assertThat(find()).isNull();
    }

    @Test
    void before_the_opening_it_is_the_lobby_and_a_drawn_line_shows_no_number() {
        show(aLine().waiting(7).opensAt(2_000_000).taken(), 1);
        line.placed(ANN, waiting(7), 0);
        assertThat(view().state()).isEqualTo("LOBBY");
        assertThat(view().number()).isEqualTo(7);

        line.placed(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
        show(
                aLine().ordered(LineOrder.RANDOM)
                        .opensAt(2_000_000)
                        .drawn(0, 0, 12)
                        .taken(),
                2);
        assertThat(view().state()).isEqualTo("LOBBY");
        assertThat(view().total()).isEqualTo(12);
        assertThat(view().number()).isNull();
        assertThat(view().ahead()).isNull();
    }

    @Test
    void the_eta_is_unknown_first_and_then_follows_the_measured_rate() {
        show(aLine().waiting(LongStream.range(1, 102).toArray()).at(1_000_000).taken(), 1);
        line.placed(ANN, waiting(100), 99);
        assertThat(view().eta()).isNull();

        for (int i = 1; i <= 10; i++) {
            LineSnapshot next = aLine().waiting(LongStream.range(1, 102).toArray())
                    .at(1_000_000 + i * 1_000L)
                    .called(i * 5L)
                    .taken();
            show(next, i + 1L);
        }

        assertThat(view().eta()).isEqualTo(new Eta(20, 31)); // 100th at 5 per second
        assertThat(Objects.requireNonNull(line.replica().latest()).pace().perSecond())
                .isEqualTo(5.0);
    }

    @Test
    void a_pause_moves_the_claim_window_and_stops_the_sales_clock() {
        show(aLine().waiting(7).at(1_000_000).taken(), 1);
        line.placed(ANN, waiting(7), 0);
        show(aLine().at(1_000_000).with("READY 7 1045000 TURN ann").taken(), 2);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_045_000));

        show(aLine().at(1_010_000).pausedAt(1_005_000).taken(), 3);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_050_000));

        show(aLine().at(1_030_000).frozenFor(20_000).taken(), 4);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_065_000));
    }

    @Test
    void the_shown_position_is_kept_when_the_place_becomes_untracked() {
        show(aLine().waiting(3, 7).taken(), 1);
        line.placed(ANN, waiting(7), 1);
        assertThat(view().ahead()).isEqualTo(1);
        show(aLine().inEpoch(2).waiting(1, 2, 3, 7).taken(), 2);
        assertThat(find()).isNull();
        line.placed(ANN, waiting(7), 3);
        assertThat(view().ahead()).isEqualTo(1);

        show(aLine().inEpoch(3).waiting(1, 2, 3, 7).taken(), 3);
        line.placed(ANN, new Place(PlaceState.WAITING, 7, 7, 3, 0, 900, 0, "-", 0), 3); // restored by receipt
        assertThat(view().ahead()).isEqualTo(1);
    }

    @Test
    void a_late_fan_of_a_drawn_line_is_behind_all_who_are_still_to_be_drawn() {
        show(aLine().waiting(5, 8, 1_200).drawn(1_000, 10, 990).taken(), 1);
        line.placed(ANN, waiting(1_200), 992);
        assertThat(view().ahead()).isEqualTo(992);
        assertThat(view().total()).isEqualTo(993);
        show(aLine().waiting(5, 8, 20, 1_200).drawn(1_000, 20, 980).taken(), 2);
        assertThat(view().ahead()).isEqualTo(983);
    }

    @Test
    void a_fan_who_missed_the_turn_is_counted_anew_only_after_coming_back() {
        show(aLine().waiting(7).taken(), 1);
        line.placed(ANN, waiting(7), 0);
        show(aLine().with("READY 7 1045000 TURN ann").taken(), 2);
        show(aLine().with("ENDED 7 1600000 MISSED ann").taken(), 3);
        assertThat(view().state()).isEqualTo("MISSED");

        show(
                aLine().waiting(5, 6, 7)
                        .since(900)
                        .with("RESTORED 7 0 REENTRY ann")
                        .taken(),
                4);
        assertThat(view().state()).isEqualTo("WAITING");
        assertThat(view().ahead()).isEqualTo(2);
        assertThat(Objects.requireNonNull(find()).endReason()).isEmpty();

        line.placed(ANN, Snapshots.place(PlaceState.MISSED, 7), 0); // a reply that was in flight
        assertThat(view().state()).isEqualTo("WAITING");
    }

    @Test
    void a_fan_who_joined_again_at_the_back_is_read_again() {
        show(aLine().waiting(7).taken(), 1);
        line.placed(ANN, waiting(7), 0);
        show(aLine().since(900).with("LEFT 7 0 REJOINED ann").taken(), 2);
        assertThat(find()).isNull();

        line.placed(ANN, new Place(PlaceState.WAITING, 90, 90, 1, 900, 900, 0, "-", 0), 80);
        show(aLine().since(900).with("LEFT 7 0 REJOINED ann").taken(), 3);
        assertThat(find()).isNotNull();
    }

    @Test
    void in_a_drawn_line_a_place_shows_its_number_once_it_is_in_the_line() {
        show(
                aLine().ordered(LineOrder.RANDOM)
                        .opensAt(2_000_000)
                        .drawn(0, 0, 100)
                        .taken(),
                1);
        ReplicaPlace known = line.placed(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
        assertThat(view().number()).isNull();
        assertThat(view().ahead()).isNull();
        assertThat(view().total()).isEqualTo(100);

        show(aLine().ordered(LineOrder.RANDOM).waiting(3, 4).drawn(100, 10, 90).taken(), 2);
        known.setDrawnNumber(42); // the draw is known but has not reached this place yet
        assertThat(view().state()).isEqualTo("LOBBY");
        assertThat(view().number()).isNull();

        show(
                aLine().ordered(LineOrder.RANDOM)
                        .waiting(3, 4, 42, 77)
                        .drawn(100, 80, 20)
                        .taken(),
                3);
        assertThat(view().state()).isEqualTo("WAITING");
        assertThat(view().number()).isEqualTo(42);
        assertThat(view().ahead()).isEqualTo(2);
    }

    @Test
    void a_place_of_the_lobby_gets_its_number_with_its_turn_at_the_latest() {
        show(
                aLine().ordered(LineOrder.RANDOM)
                        .opensAt(2_000_000)
                        .drawn(0, 0, 100)
                        .taken(),
                1);
        line.placed(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
        show(
                aLine().drawn(100, 100, 0)
                        .since(5)
                        .with("READY 42 1045000 TURN ann")
                        .taken(),
                2);
        assertThat(view().state()).isEqualTo("READY");
        assertThat(view().number()).isEqualTo(42);
    }
}
