package io.onsale.queue.progress;

import static io.onsale.queue.progress.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.progress.SaleBoard.Around;
import io.onsale.queue.progress.Update.Closed;
import io.onsale.queue.progress.Update.Heartbeat;
import io.onsale.queue.progress.Update.PlaceNow;
import io.onsale.queue.progress.Update.Ready;
import io.onsale.queue.progress.Update.Retry;
import io.onsale.queue.progress.Update.SaleNow;
import io.onsale.queue.sale.SaleState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private static final FanId ANN = new FanId("ann");
    private static final Duration STEP = Duration.ofMillis(200);

    private final SaleBoard board =
            new SaleBoard(SaleId.next(), new Receipts(new byte[32]), Snapshots.record(), Around.NOTHING);
    private long nanos;

    private Watcher watching(long number, long ahead, long... line) {
        board.show(aLine().waiting(line).taken(), Snapshots.LAST_ENTRY, nanos);
        KnownPlace known = board.learn(ANN, Snapshots.place(PlaceState.WAITING, number), ahead);
        return new Watcher(board, ANN, known);
    }

    private List<Update> next(Watcher watcher, LineSnapshot line) {
        return after(STEP, watcher, line);
    }

    private List<Update> after(Duration time, Watcher watcher, LineSnapshot line) {
        nanos += time.toNanos();
        board.show(line, Snapshots.LAST_ENTRY, nanos);
        return watcher.next(board.tick(nanos), false);
    }

    @Test
    void first_comes_everything_and_then_nothing_until_something_changes() {
        Watcher watcher = watching(7, 1, 3, 7);

        assertThat(watcher.next(board.tick(nanos), false))
                .satisfiesExactly(
                        retry -> assertThat(retry).isInstanceOf(Retry.class),
                        sale -> assertThat(sale).isInstanceOf(SaleNow.class),
                        place -> assertThat(place).isInstanceOf(PlaceNow.class));
        assertThat(next(watcher, aLine().waiting(3, 7).taken())).isEmpty();
        assertThat(after(Duration.ofSeconds(2), watcher, aLine().waiting(3, 7).taken()))
                .isEmpty();
        assertThat(after(Duration.ofSeconds(1), watcher, aLine().waiting(7).taken()))
                .singleElement()
                .isInstanceOf(PlaceNow.class);
    }

    @Test
    void the_turn_is_told_at_once_however_lately_something_was_told() {
        Watcher watcher = watching(7, 0, 7);
        watcher.next(board.tick(nanos), false);

        List<Update> updates =
                next(watcher, aLine().with("READY 7 1500000 TURN ann").taken());

        assertThat(updates).hasSize(2);
        assertThat(updates.get(1)).isInstanceOf(Ready.class);
        assertThat(next(watcher, aLine().taken())).isEmpty();
    }

    @Test
    void far_back_steps_forward_are_told_seldom() {
        long[] line = LongStream.range(1, 30_000).toArray();
        Watcher watcher = watching(20_000, 19_999, line);
        watcher.next(board.tick(nanos), false);

        int told = 0;
        for (int i = 1; i <= 50 * 3; i++) { // half a minute
            told += (int)
                    next(
                                    watcher,
                                    aLine().waiting(LongStream.range(1 + i * 10L, 30_000)
                                                    .toArray())
                                            .taken())
                            .stream()
                            .filter(PlaceNow.class::isInstance)
                            .count();
        }
        assertThat(told).isEqualTo(3);
    }

    @Test
    void a_long_silence_is_broken_by_a_heartbeat() {
        Watcher watcher = watching(7, 1, 3, 7);
        watcher.next(board.tick(nanos), false);

        assertThat(after(Duration.ofSeconds(3), watcher, aLine().waiting(3, 7).taken()))
                .isEmpty();
        assertThat(after(Duration.ofSeconds(1), watcher, aLine().waiting(3, 7).taken()))
                .containsExactly(new Heartbeat());
        assertThat(next(watcher, aLine().waiting(3, 7).taken())).isEmpty();
    }

    @Test
    void a_pause_and_a_line_out_of_reach_are_told_at_once() {
        Watcher watcher = watching(7, 1, 3, 7);
        watcher.next(board.tick(nanos), false);

        assertThat(next(watcher, aLine().waiting(3, 7).in(SaleState.PAUSED).taken()))
                .singleElement()
                .isInstanceOfSatisfying(
                        SaleNow.class, now -> assertThat(now.sale().state()).isEqualTo("PAUSED"));
        nanos += SaleBoard.STALE_AFTER.toNanos() + 1;
        board.tickBlind(nanos);
        assertThat(watcher.next(board.tick(nanos), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        SaleNow.class, now -> assertThat(now.sale().state()).isEqualTo("UNAVAILABLE"));
    }

    @Test
    void the_end_of_the_place_or_of_the_sale_closes_the_stream() {
        Watcher watcher = watching(7, 1, 3, 7);
        watcher.next(board.tick(nanos), false);
        assertThat(next(watcher, aLine().waiting(3).with("LEFT 7 0 LEFT ann").taken()))
                .last()
                .isEqualTo(new Closed("left"));

        Watcher other = watching(8, 1, 3, 8);
        assertThat(next(other, aLine().waiting(3, 8).in(SaleState.CLOSED).taken()))
                .last()
                .isEqualTo(new Closed("sale-closed"));
    }

    @Test
    void a_stream_says_sold_out_exactly_if_the_sale_was_closed_for_that() {
        Watcher watcher = watching(7, 1, 3, 7);
        LineSnapshot soldOut =
                aLine().waiting(3, 7).in(SaleState.CLOSED).saying("sold-out").taken();
        assertThat(next(watcher, soldOut)).last().isEqualTo(new Closed("sold-out"));

        // the last seats are held, and a manager has had enough
        SaleBoard held = new SaleBoard(
                SaleId.next(),
                new Receipts(new byte[32]),
                Snapshots.record(),
                new Around(sale -> Map.of("R", 0L), told -> {}, () -> nanos, new PlaceMemory(10)));
        held.show(aLine().waiting(7).in(SaleState.CLOSED).saying("Fire alarm").taken(), Snapshots.LAST_ENTRY, nanos);
        Watcher other = new Watcher(held, ANN, held.learn(ANN, Snapshots.place(PlaceState.WAITING, 7), 0));
        assertThat(other.next(held.tick(nanos), true)).last().isEqualTo(new Closed("sale-closed"));
    }

    @Test
    void who_was_called_before_the_end_of_the_sale_is_not_sent_away_while_it_may_claim() {
        Watcher watcher = watching(7, 0, 7);
        next(watcher, aLine().with("READY 7 1500000 TURN ann").taken());

        assertThat(next(watcher, aLine().at(Snapshots.CLOSES_AT_MS).taken())).noneMatch(Closed.class::isInstance);
        assertThat(next(watcher, aLine().in(SaleState.CLOSED).taken())).last().isEqualTo(new Closed("sale-closed"));
    }
}
