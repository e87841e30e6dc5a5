package io.onsale.queue.stream;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.stream.Update.Closed;
import io.onsale.queue.stream.Update.Heartbeat;
import io.onsale.queue.stream.Update.PlaceNow;
import io.onsale.queue.stream.Update.Ready;
import io.onsale.queue.stream.Update.Retry;
import io.onsale.queue.stream.Update.SaleNow;
import io.onsale.queue.testing.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamTellerTest {
    private static final FanId ANN = new FanId("ann");
    private static final Duration STEP = Duration.ofMillis(200);

    private final TestReplica line = new TestReplica();
    private long nanos;

    private StreamTeller watching(long number, long ahead, long... waiting) {
        line.read(aLine().waiting(waiting).taken(), nanos);
        ReplicaPlace place = line.placed(ANN, Snapshots.place(PlaceState.WAITING, number), ahead);
        return new StreamTeller(line.replica(), place);
    }

    private List<Update> next(StreamTeller teller, LineSnapshot snapshot) {
        return after(STEP, teller, snapshot);
    }

    private List<Update> after(Duration time, StreamTeller teller, LineSnapshot snapshot) {
        nanos += time.toNanos();
        line.read(snapshot, nanos);
        return teller.next(line.replica().moment(nanos), false);
    }

    @Test
    void the_full_state_comes_first_and_then_nothing_until_a_change() {
        StreamTeller teller = watching(7, 1, 3, 7);

        assertThat(teller.next(line.replica().moment(nanos), false))
                .satisfiesExactly(
                        retry -> assertThat(retry).isInstanceOf(Retry.class),
                        sale -> assertThat(sale).isInstanceOf(SaleNow.class),
                        place -> assertThat(place).isInstanceOf(PlaceNow.class));
        assertThat(next(teller, aLine().waiting(3, 7).taken())).isEmpty();
        assertThat(after(Duration.ofSeconds(2), teller, aLine().waiting(3, 7).taken()))
                .isEmpty();
        assertThat(after(Duration.ofSeconds(1), teller, aLine().waiting(7).taken()))
                .singleElement()
                .isInstanceOf(PlaceNow.class);
    }

    @Test
    void the_turn_is_sent_immediately_even_right_after_another_event() {
        StreamTeller teller = watching(7, 0, 7);
        teller.next(line.replica().moment(nanos), false);

        List<Update> updates =
                next(teller, aLine().with("READY 7 1500000 TURN ann").taken());

        assertThat(updates).hasSize(2);
        assertThat(updates.get(1)).isInstanceOf(Ready.class);
        assertThat(next(teller, aLine().taken())).isEmpty();
    }

    @Test
    void far_back_steps_forward_are_sent_rarely() {
        long[] waiting = LongStream.range(1, 30_000).toArray();
        StreamTeller teller = watching(20_000, 19_999, waiting);
        teller.next(line.replica().moment(nanos), false);

        int sent = 0;
        for (int i = 1; i <= 50 * 3; i++) { // half a minute
            sent += (int)
                    next(
                                    teller,
                                    aLine().waiting(LongStream.range(1 + i * 10L, 30_000)
                                                    .toArray())
                                            .taken())
                            .stream()
                            .filter(PlaceNow.class::isInstance)
                            .count();
        }
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void after_a_long_silence_a_heartbeat_is_sent() {
        StreamTeller teller = watching(7, 1, 3, 7);
        teller.next(line.replica().moment(nanos), false);

        assertThat(after(Duration.ofSeconds(3), teller, aLine().waiting(3, 7).taken()))
                .isEmpty();
        assertThat(after(Duration.ofSeconds(1), teller, aLine().waiting(3, 7).taken()))
                .containsExactly(new Heartbeat());
        assertThat(next(teller, aLine().waiting(3, 7).taken())).isEmpty();
    }

    @Test
    void a_pause_and_an_unreachable_line_are_sent_immediately() {
        StreamTeller teller = watching(7, 1, 3, 7);
        teller.next(line.replica().moment(nanos), false);

        assertThat(next(teller, aLine().waiting(3, 7).in(SaleState.PAUSED).taken()))
                .singleElement()
                .isInstanceOfSatisfying(
                        SaleNow.class, now -> assertThat(now.sale().state()).isEqualTo("PAUSED"));
        nanos += TestReplica.STALE_AFTER.toNanos() + 1;
        line.readFailed(nanos);
        assertThat(teller.next(line.replica().moment(nanos), false))
                .singleElement()
                .isInstanceOfSatisfying(
                        SaleNow.class, now -> assertThat(now.sale().state()).isEqualTo("UNAVAILABLE"));
    }

    @Test
    void the_end_of_the_place_or_of_the_sale_closes_the_stream() {
        StreamTeller teller = watching(7, 1, 3, 7);
        teller.next(line.replica().moment(nanos), false);
        assertThat(next(teller, aLine().waiting(3).with("LEFT 7 0 LEFT ann").taken()))
                .last()
                .isEqualTo(new Closed("left"));

        StreamTeller other = watching(8, 1, 3, 8);
        assertThat(next(other, aLine().waiting(3, 8).in(SaleState.CLOSED).taken()))
                .last()
                .isEqualTo(new Closed("sale-closed"));
    }

    @Test
    void a_stream_says_sold_out_exactly_if_the_sale_was_closed_for_that() {
        StreamTeller teller = watching(7, 1, 3, 7);
        LineSnapshot soldOut =
                aLine().waiting(3, 7).in(SaleState.CLOSED).saying("sold-out").taken();
        assertThat(next(teller, soldOut)).last().isEqualTo(new Closed("sold-out"));

        // the last seats are held, and a manager closes the sale
        TestReplica held = new TestReplica(SaleId.next(), () -> nanos, Map.of("R", 0L));
        held.read(aLine().waiting(7).in(SaleState.CLOSED).saying("Fire alarm").taken(), nanos);
        StreamTeller other =
                new StreamTeller(held.replica(), held.placed(ANN, Snapshots.place(PlaceState.WAITING, 7), 0));
        assertThat(other.next(held.replica().moment(nanos), true)).last().isEqualTo(new Closed("sale-closed"));
    }

    @Test
    void a_fan_called_before_the_end_of_the_sale_keeps_the_stream_while_it_may_claim() {
        StreamTeller teller = watching(7, 0, 7);
        next(teller, aLine().with("READY 7 1500000 TURN ann").taken());

        assertThat(next(teller, aLine().at(Snapshots.CLOSES_AT_MS).taken())).noneMatch(Closed.class::isInstance);
        assertThat(next(teller, aLine().in(SaleState.CLOSED).taken())).last().isEqualTo(new Closed("sale-closed"));
    }
}
