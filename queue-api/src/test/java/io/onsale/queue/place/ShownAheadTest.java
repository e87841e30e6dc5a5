package io.onsale.queue.place;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.replica.Ticks;
import io.onsale.queue.testing.Snapshots;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the positions shown to fans with the actual line: two nodes, and random events in the line. */
class ShownAheadTest {
    private static final int FANS = 200;

    /** The actual line: all numbers in it. */
    private final BitSet line = new BitSet();

    private final List<Shown> fans = new ArrayList<>();
    private int nextNumber = 1;
    private long nanos;

    /** A node with its own cache and its own random failures. */
    private final class Node {
        private final TestReplica replica = new TestReplica();
        private long epoch = 1;

        void tick() {
            replica.read(
                    aLine().inEpoch(epoch)
                            .waiting(line.stream().asLongStream().toArray())
                            .taken(),
                    nanos);
        }

        void missEntries() {
            epoch++;
            tick();
        }

        /** Like a stream that starts, or a poll with the version of the last response: the place is read from Redis unless it is cached. */
        void meet(Shown fan) {
            ReplicaPlace known = replica.replica().places().find(fan.id);
            if (known == null) {
                long ahead = line.get(0, fan.number).cardinality();
                known = replica.placed(fan.id, Snapshots.place(PlaceState.WAITING, fan.number), ahead);
            }
            PlaceVersion.apply(fan.lastEventId, known);
        }

        void show(Shown fan) {
            meet(fan);
            ReplicaPlace known =
                    Objects.requireNonNull(replica.replica().places().find(fan.id));
            PlaceView view = PlaceViews.of(replica.replica(), known);
            fan.lastEventId = PlaceViews.version(replica.replica(), known, view);
            fan.shown(Objects.requireNonNull(view.ahead()));
        }
    }

    /** A fan, and the last position shown to it. */
    private static final class Shown {
        private final FanId id;
        private final int number;
        private Node node;
        private String lastEventId = "";
        private long ahead = Long.MAX_VALUE;

        Shown(int number, Node node) {
            this.id = new FanId("fan" + number);
            this.number = number;
            this.node = node;
        }

        void shown(long next) {
            assertThat(next).as("ahead of number " + number).isLessThanOrEqualTo(ahead);
            ahead = next;
        }
    }

    private void join(int places) {
        line.set(nextNumber, nextNumber + places);
        nextNumber += places;
    }

    private void leave(Random random, double share) {
        int[] gone = line.stream().filter(number -> random.nextDouble() < share).toArray();
        for (int number : gone) {
            line.clear(number);
        }
        fans.forEach(fan -> line.set(fan.number)); // the watched fans stay
    }

    private void admit(int places) {
        for (int i = 0; i < places; i++) {
            int head = line.nextSetBit(0);
            if (head < 0 || fans.stream().anyMatch(fan -> fan.number == head)) {
                return;
            }
            line.clear(head);
        }
    }

    private void watch(Random random, List<Node> nodes) {
        int[] present = line.stream().toArray();
        for (int i = 0; i < FANS; i++) {
            int number = present[present.length / 50 + random.nextInt(present.length - present.length / 50)];
            fans.add(new Shown(number, nodes.get(random.nextInt(nodes.size()))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void it_never_rises_whatever_happens(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node(), new Node());
        join(20_000);
        leave(random, 0.3);
        nodes.forEach(Node::tick);
        watch(random, nodes);
        BitSet lost = new BitSet();
        for (int step = 0; step < 300; step++) {
            nanos += Ticks.TICK_NANOS;
            switch (random.nextInt(8)) {
                case 0 -> join(random.nextInt(500));
                case 1 -> leave(random, 0.02);
                case 2 -> {
                    lost.or(line); // data loss: fans with a receipt return in any order
                    line.clear();
                    fans.forEach(fan -> line.set(fan.number));
                }
                case 3 -> lost.stream().filter(number -> random.nextInt(4) == 0).forEach(line::set);
                case 4 -> nodes.get(random.nextInt(2)).missEntries();
                case 5 -> fans.forEach(fan -> fan.node = nodes.get(random.nextInt(2)));
                default -> admit(random.nextInt(60));
            }
            nodes.get(random.nextInt(2)).tick(); // the other node is late
            fans.forEach(fan -> fan.node.show(fan));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void without_restored_places_it_is_exact_near_the_front_and_within_one_percent_behind(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(new Node(), new Node());
        join(150_000);
        holes(random);
        nodes.forEach(Node::tick);
        watch(random, nodes);
        for (int step = 0; step < 60; step++) {
            nanos += Ticks.TICK_NANOS;
            admit(2_500);
            leave(random, random.nextInt(10) == 0 ? 0.05 : 0.001);
            join(random.nextInt(300));
            nodes.forEach(Node::tick);
            for (Shown fan : fans) {
                fan.node = nodes.get(random.nextInt(2));
                fan.node.show(fan);
                long truth = line.get(0, fan.number).cardinality();
                if (truth < 1_000) {
                    assertThat(fan.ahead).isEqualTo(truth);
                } else {
                    assertThat(Math.abs(fan.ahead - truth)).isLessThanOrEqualTo(truth / 100 + 1);
                }
            }
        }
    }

    /** Long empty ranges next to full ones: the worst case for interpolation. */
    private void holes(Random random) {
        int at = 1;
        while (at < nextNumber) {
            int empty = 1 + random.nextInt(3_000);
            line.clear(at, Math.min(nextNumber, at + empty));
            at += empty + 1 + random.nextInt(3_000);
        }
    }

    @Test
    void nobody_can_be_made_to_wait_longer_by_a_forged_event_id() {
        Node node = new Node();
        join(5_000);
        node.tick();
        Shown fan = new Shown(4_000, node);
        node.show(fan);
        for (String forged : List.of("1-4000-0-99999999", "7-3999-0-0", "1-4000-1-0", "junk", "1-4000-0--5", "")) {
            fan.lastEventId = forged;
            node.show(fan);
            assertThat(fan.ahead).isEqualTo(3_999);
        }
    }
}
