package io.onsale.seat.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.test.StepVerifier;

/** The map alone: epoch 1, four seats. */
class SeatMapTest {
    private static final long START = 1L << 32;

    private final SeatMap map = new SeatMap(4);

    @BeforeEach
    void load() {
        map.load(SeatStates.available(1, 4), List.of());
    }

    @Test
    void a_snapshot_is_compact_and_made_once_a_version() {
        map.apply(List.of(change(1, 0, SeatState.HELD), change(2, 3, SeatState.SOLD)));

        assertThat(new String(map.snapshot().json(), StandardCharsets.US_ASCII))
                .isEqualTo("{\"version\":" + (START + 2) + ",\"states\":\"Qg==\",\"areas\":[]}"); // 01 00 00 10
        assertThat(map.snapshot()).isSameAs(map.snapshot());
    }

    @Test
    void a_watcher_hears_of_each_change() {
        StepVerifier.create(watch(null))
                .expectNext(seats(0, ""))
                .then(() -> map.apply(List.of(change(1, 0, SeatState.HELD))))
                .expectNext(seats(1, "[0,1]"))
                .then(() -> map.apply(List.of(change(2, 1, SeatState.HELD), change(3, 0, SeatState.AVAILABLE))))
                .expectNext(seats(3, "[0,0],[1,1]")) // coalesced: the last state of each seat
                .thenCancel()
                .verify();
        assertThat(map.isWatched()).isFalse();
    }

    @Test
    void a_watcher_is_greeted_also_if_something_else_comes_first() {
        StepVerifier.create(watch(null), 0)
                .then(map::heartbeat)
                .thenRequest(1)
                .expectNext(seats(0, ""))
                .thenCancel()
                .verify();
    }

    @Test
    void a_watcher_resumes_where_it_was() {
        map.apply(List.of(change(1, 0, SeatState.HELD)));
        map.apply(List.of(change(2, 1, SeatState.SOLD)));

        StepVerifier.create(watch(START + 1))
                .expectNext(seats(2, "[1,2]"))
                .thenCancel()
                .verify();
    }

    @Test
    void a_watcher_that_missed_too_much_is_told_to_read_all_seats() {
        SeatStates later = SeatStates.available(1, 4);
        later.setVersion(START + 500);
        map.load(later, List.of(change(499, 1, SeatState.HELD), change(500, 1, SeatState.AVAILABLE)));

        StepVerifier.create(watch(START + 3))
                .expectNext(snapshot(500))
                .then(() -> map.apply(List.of(change(501, 2, SeatState.HELD))))
                .expectNext(seats(501, "[2,1]"))
                .thenCancel()
                .verify();
        StepVerifier.create(watch(START + 498))
                .expectNext(seats(501, "[1,0],[2,1]"))
                .thenCancel()
                .verify();
    }

    @Test
    void a_slow_watcher_gets_fewer_and_larger_events() {
        StepVerifier.create(watch(null), 1)
                .expectNext(seats(0, ""))
                .then(() -> {
                    map.apply(List.of(change(1, 0, SeatState.HELD)));
                    map.apply(List.of(change(2, 1, SeatState.HELD)));
                    map.apply(List.of(change(3, 0, SeatState.AVAILABLE)));
                })
                .thenRequest(1)
                .expectNext(seats(3, "[0,0],[1,1]"))
                .thenCancel()
                .verify();
    }

    @Test
    void whoever_leaves_is_not_visited_and_the_others_are() {
        Runnable first = map.watch(null, new Sink());
        map.watch(null, new Sink());
        first.run();
        first.run();

        assertThat(map.watchers()).isEqualTo(1);
        StepVerifier.create(watch(null))
                .expectNext(seats(0, ""))
                .then(() -> map.apply(List.of(change(1, 0, SeatState.HELD))))
                .expectNext(seats(1, "[0,1]"))
                .thenCancel()
                .verify();
    }

    @Test
    void a_rebuild_sends_everybody_back_to_the_snapshot() {
        StepVerifier.create(watch(null))
                .expectNext(seats(0, ""))
                .then(map::missing)
                .then(() -> map.load(SeatStates.available(2, 4), List.of()))
                .expectNext("id: " + 2 * START + "\nevent: snapshot\ndata: {\"version\":" + 2 * START + "}\n\n")
                .thenCancel()
                .verify();
    }

    @Test
    void a_store_that_went_back_in_time_sends_everybody_back_to_the_snapshot() {
        map.apply(List.of(change(1, 0, SeatState.HELD), change(2, 0, SeatState.AVAILABLE)));
        SeatStates earlier = SeatStates.available(1, 4);
        earlier.setVersion(START + 1);

        StepVerifier.create(watch(null))
                .expectNext(seats(2, ""))
                .then(() -> map.load(earlier, List.of()))
                .expectNext(snapshot(1))
                .thenCancel()
                .verify();
    }

    @Test
    void a_watcher_that_saw_more_elsewhere_waits_for_us() {
        map.apply(List.of(change(1, 0, SeatState.HELD)));

        StepVerifier.create(watch(START + 2))
                .expectNext(": \n\n")
                .then(() -> map.apply(List.of(change(2, 1, SeatState.HELD))))
                .then(() -> map.apply(List.of(change(3, 2, SeatState.HELD))))
                .expectNext(seats(3, "[2,1]"))
                .thenCancel()
                .verify();
        StepVerifier.create(watch(Long.MAX_VALUE))
                .expectNext(snapshot(3))
                .thenCancel()
                .verify();
    }

    @Test
    void silence_is_broken_by_signs_of_life_and_ends_with_the_map() {
        StepVerifier.create(watch(null))
                .expectNext(seats(0, ""))
                .then(map::heartbeat)
                .expectNext(": \n\n")
                .then(map::close)
                .verifyComplete();
    }

    private Flux<String> watch(@Nullable Long after) {
        return Flux.create(reader -> {
            Runnable end = map.watch(after, new Outlet(reader));
            reader.onRequest(more -> map.catchUp()); // as the loop does a little later
            reader.onDispose(end::run);
        });
    }

    /** Ready as long as its reader wants more. */
    private record Outlet(FluxSink<String> reader) implements SeatOutlet {
        private static final Executor HERE = Runnable::run;

        @Override
        public Executor loop() {
            return HERE;
        }

        @Override
        public boolean isReady() {
            return reader.requestedFromDownstream() > 0;
        }

        @Override
        public void write(byte[] frame) {
            reader.next(new String(frame, StandardCharsets.US_ASCII));
        }

        @Override
        public void end() {
            reader.complete();
        }
    }

    /** Takes nothing. */
    private static final class Sink implements SeatOutlet {
        @Override
        public Executor loop() {
            return Outlet.HERE;
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void write(byte[] frame) {
            throw new IllegalStateException("it was not ready");
        }

        @Override
        public void end() {}
    }

    private static SeatDelta change(int number, int seat, SeatState state) {
        return new SeatDelta(START + number, List.of(new SeatChange(seat, state)));
    }

    private static String seats(int number, String changes) {
        long version = START + number;
        return "id: " + version + "\nevent: seats\ndata: {\"version\":" + version + ",\"changes\":[" + changes
                + "]}\n\n";
    }

    private static String snapshot(int number) {
        long version = START + number;
        return "id: " + version + "\nevent: snapshot\ndata: {\"version\":" + version + "}\n\n";
    }
}
