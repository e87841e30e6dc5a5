package io.onsale.queue.progress;

import static io.onsale.queue.progress.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.SaleBoard.Around;
import io.onsale.queue.sale.LineOrder;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SaleBoardTest {
    private static final FanId ANN = new FanId("ann");

    private final SaleBoard board =
            new SaleBoard(SaleId.next(), new Receipts(new byte[32]), Snapshots.record(), Around.NOTHING);

    private static Place waiting(long number) {
        return Snapshots.place(PlaceState.WAITING, number);
    }

    private void show(LineSnapshot line, long nanos) {
        board.show(line, Snapshots.LAST_ENTRY, nanos);
    }

    private PlaceView view() {
        return board.view(ANN, Objects.requireNonNull(board.places().find(ANN)));
    }

    @Test
    void shown_ahead_never_rises_whatever_the_snapshots_say() {
        Random random = new Random(1);
        show(aLine().waiting(1, 2, 3).taken(), 1);
        board.learn(ANN, waiting(900), 700);
        long shown = Long.MAX_VALUE;
        for (int i = 0; i < 500; i++) {
            // as if places were restored before it, or an older snapshot came late
            long[] line =
                    LongStream.range(0, random.nextInt(900)).map(n -> n + 1).toArray();
            show(aLine().waiting(line).taken(), i + 2L);
            long ahead = Objects.requireNonNull(view().ahead());
            assertThat(ahead).isLessThanOrEqualTo(shown);
            shown = ahead;
        }
        assertThat(shown).isZero();
    }

    @Test
    void a_snapshot_from_before_the_join_does_not_count() {
        show(aLine().waiting(1, 2, 3).taken(), 1); // knows the numbers up to 1000
        board.learn(ANN, waiting(5_000), 350);
        assertThat(view().ahead()).isEqualTo(350);
    }

    @Test
    void the_log_moves_a_place_on_and_never_back() {
        show(aLine().waiting(7).taken(), 1);
        board.learn(ANN, waiting(7), 0);

        show(aLine().with("READY 7 1500000 TURN ann").taken(), 2);
        assertThat(view().state()).isEqualTo("READY");
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_500_000));

        board.learn(ANN, waiting(7), 0); // an answer that was under way
        assertThat(view().state()).isEqualTo("READY");

        show(aLine().with("ADMITTED 7 2500000 CLAIM ann").taken(), 3);
        assertThat(view().state()).isEqualTo("ADMITTED");
        show(aLine().with("ENDED 7 0 EXPIRED ann").taken(), 4);
        assertThat(view().state()).isEqualTo("LEFT");
        assertThat(Objects.requireNonNull(board.places().find(ANN)).endedBecause())
                .isEqualTo("expired");
    }

    @Test
    void the_end_of_an_older_number_does_not_touch_the_new_place() {
        show(aLine().waiting(9).taken(), 1);
        board.learn(ANN, waiting(9), 0);
        show(aLine().waiting(9).with("LEFT 7 0 LEFT ann").taken(), 2);
        assertThat(view().state()).isEqualTo("WAITING");
    }

    @Test
    void a_new_place_of_the_same_fan_starts_its_own_count() {
        show(aLine().waiting(7).taken(), 1);
        board.learn(ANN, waiting(7), 3);
        board.learn(ANN, waiting(50), 40);
        assertThat(Objects.requireNonNull(board.places().find(ANN)).shownAhead())
                .isEqualTo(40);
        show(aLine().since(5).with("READY 80 1500000 TURN ann").taken(), 2); // joined again through another node
        assertThat(board.places().find(ANN)).isNull();
    }

    @Test
    void a_new_epoch_or_a_long_silence_means_that_nothing_is_known_any_more() {
        show(aLine().waiting(7).taken(), 1);
        board.learn(ANN, waiting(7), 0);
        show(aLine().inEpoch(2).taken(), 2);
        assertThat(board.places().find(ANN)).isNull();

        board.learn(ANN, waiting(17), 0);
        show(aLine().inEpoch(2).taken(), 2 + SaleBoard.LOST_TRACK_AFTER.toNanos() + 1);
        assertThat(board.places().find(ANN)).isNull();
    }

    @Test
    void before_the_opening_it_is_the_lobby_and_a_drawn_line_shows_no_number() {
        show(aLine().waiting(7).opensAt(2_000_000).taken(), 1);
        board.learn(ANN, waiting(7), 0);
        assertThat(view().state()).isEqualTo("LOBBY");
        assertThat(view().number()).isEqualTo(7);

        board.learn(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
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
    void the_time_to_wait_is_unknown_first_and_then_follows_the_measured_rate() {
        show(aLine().waiting(LongStream.range(1, 102).toArray()).at(1_000_000).taken(), 1);
        board.learn(ANN, waiting(100), 99);
        assertThat(view().eta()).isNull();

        for (int i = 1; i <= 10; i++) {
            LineSnapshot line = aLine().waiting(LongStream.range(1, 102).toArray())
                    .at(1_000_000 + i * 1_000L)
                    .called(i * 5L)
                    .taken();
            show(line, i + 1L);
        }

        assertThat(view().eta()).isEqualTo(new PlaceView.Eta(20, 31)); // 100th at 5 a second
        assertThat(Objects.requireNonNull(board.figures()).admissionsPerSecond())
                .isEqualTo(5.0);
    }

    @Test
    void a_pause_moves_the_claim_window_and_the_clock_that_stands_still_is_not_real_time() {
        show(aLine().waiting(7).at(1_000_000).taken(), 1);
        board.learn(ANN, waiting(7), 0);
        show(aLine().at(1_000_000).with("READY 7 1045000 TURN ann").taken(), 2);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_045_000));

        show(aLine().at(1_010_000).pausedAt(1_005_000).taken(), 3);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_050_000));

        show(aLine().at(1_030_000).frozenFor(20_000).taken(), 4);
        assertThat(view().claimBy()).isEqualTo(Instant.ofEpochMilli(1_065_000));
    }

    @Test
    void what_was_shown_is_remembered_when_the_node_loses_track() {
        show(aLine().waiting(3, 7).taken(), 1);
        board.learn(ANN, waiting(7), 1);
        assertThat(view().ahead()).isEqualTo(1);
        show(aLine().inEpoch(2).waiting(1, 2, 3, 7).taken(), 2);
        assertThat(board.places().find(ANN)).isNull();
        board.learn(ANN, waiting(7), 3);
        assertThat(view().ahead()).isEqualTo(1);

        show(aLine().inEpoch(3).waiting(1, 2, 3, 7).taken(), 3);
        board.learn(ANN, new Place(PlaceState.WAITING, 7, 7, 3, 0, 900, 0, "-", 0), 3); // given back by receipt
        assertThat(view().ahead()).isEqualTo(1);
    }

    @Test
    void the_first_time_told_is_held_against_the_turn() {
        long[] line = LongStream.range(1, 102).toArray();
        show(aLine().waiting(line).at(1_000_000).taken(), 1);
        board.learn(ANN, waiting(100), 99);
        for (int i = 1; i <= 10; i++) {
            show(aLine().waiting(line).at(1_000_000 + i * 1_000L).called(i * 5L).taken(), i + 1L);
        }
        assertThat(view().eta()).isNotNull(); // 20 seconds, told at 1_010_000
        show(aLine().at(1_029_000).with("READY 100 2000000 TURN ann").taken(), 20);
        SaleFigures figures = Objects.requireNonNull(board.figures());
        assertThat(figures.etaHits()).isEqualTo(new SaleFigures.EtaHits(1, 1.0, 1.0));
        assertThat(figures.orderInversions()).isZero();
        assertThat(figures.waitP50Seconds()).isNotNull();
    }

    @Test
    void a_fan_before_the_turn_of_a_drawn_line_is_behind_all_who_are_still_to_be_drawn_if_it_came_late() {
        show(aLine().waiting(5, 8, 1_200).drawn(1_000, 10, 990).taken(), 1);
        board.learn(ANN, waiting(1_200), 992);
        assertThat(view().ahead()).isEqualTo(992);
        assertThat(view().total()).isEqualTo(993);
        show(aLine().waiting(5, 8, 20, 1_200).drawn(1_000, 20, 980).taken(), 2);
        assertThat(view().ahead()).isEqualTo(983);
    }

    @Test
    void who_missed_the_turn_and_comes_back_is_counted_anew_and_only_then() {
        show(aLine().waiting(7).taken(), 1);
        board.learn(ANN, waiting(7), 0);
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
        assertThat(Objects.requireNonNull(board.places().find(ANN)).endedBecause())
                .isEmpty();

        board.learn(ANN, Snapshots.place(PlaceState.MISSED, 7), 0); // an answer that was under way
        assertThat(view().state()).isEqualTo("WAITING");
    }

    @Test
    void who_joined_anew_behind_all_others_is_asked_for_anew() {
        show(aLine().waiting(7).taken(), 1);
        board.learn(ANN, waiting(7), 0);
        show(aLine().since(900).with("LEFT 7 0 REJOINED ann").taken(), 2);
        assertThat(board.places().find(ANN)).isNull();

        board.learn(ANN, new Place(PlaceState.WAITING, 90, 90, 1, 900, 900, 0, "-", 0), 80);
        show(aLine().since(900).with("LEFT 7 0 REJOINED ann").taken(), 3);
        assertThat(board.places().find(ANN)).isNotNull();
    }

    @Test
    void in_a_drawn_line_a_place_shows_its_number_as_soon_as_it_stands_in_the_line() {
        show(
                aLine().ordered(LineOrder.RANDOM)
                        .opensAt(2_000_000)
                        .drawn(0, 0, 100)
                        .taken(),
                1);
        KnownPlace known = board.learn(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
        assertThat(view().number()).isNull();
        assertThat(view().ahead()).isNull();
        assertThat(view().total()).isEqualTo(100);

        show(aLine().ordered(LineOrder.RANDOM).waiting(3, 4).drawn(100, 10, 90).taken(), 2);
        known.drawn(42); // the draw is known, and has not come to it yet
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
    void a_place_of_the_lobby_learns_its_number_from_its_turn_if_not_before() {
        show(
                aLine().ordered(LineOrder.RANDOM)
                        .opensAt(2_000_000)
                        .drawn(0, 0, 100)
                        .taken(),
                1);
        board.learn(ANN, new Place(PlaceState.LOBBY, 0, 8, 1, 5, 5, 0, "-", 0), 0);
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
