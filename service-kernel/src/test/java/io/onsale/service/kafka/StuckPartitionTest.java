package io.onsale.service.kafka;

import static io.onsale.service.kafka.ConsumerBench.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** A record that waits for its store holds up its own partition and no other, also over a rebalance. */
class StuckPartitionTest {
    private static final int BEHIND = 900; // more than all buffers together hold

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private final Queue<String> applied = new ConcurrentLinkedQueue<>();
    private volatile boolean isStoreAway = true;
    private ConsumerBench bench;

    @BeforeEach
    void connect(TestInfo test) {
        bench = new ConsumerBench(
                kafka, Integer.toHexString(test.getDisplayName().hashCode()) + "-");
    }

    @AfterEach
    void disconnect() {
        bench.close();
    }

    private Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        return Mono.fromRunnable(() -> {
            if (isStoreAway && event.id().startsWith("stuck-")) {
                throw new Unavailable("one shard");
            }
            applied.add(event.id());
        });
    }

    @Test
    void other_partitions_go_on_and_the_stuck_one_does_when_its_store_is_back() {
        EventConsumer consumer = bench.consume("stuck", this::apply);
        List<String> stuck = ids("stuck-", BEHIND);
        List<String> others = ids("other-", BEHIND);
        bench.sendAll(0, stuck);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.pausedPartitions()).isEqualTo(1));

        bench.sendAll(1, others);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactlyElementsOf(others));
        applied.clear();
        isStoreAway = false;
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactlyElementsOf(stuck));
        assertThat(consumer.pausedPartitions()).isZero();
        bench.sendAll(0, List.of("stuck-last"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).endsWith("stuck-last"));
    }

    @Test
    void a_call_that_never_answers_holds_up_its_own_partition_only() {
        bench.consume("hanging", event -> event.id().equals("hangs") ? Mono.never() : apply(event));
        bench.sendAll(0, List.of("hangs"));
        bench.sendAll(0, ids("behind-", BEHIND));

        bench.sendAll(1, ids("other-", BEHIND));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(applied).containsExactlyElementsOf(ids("other-", BEHIND)));
    }

    @Test
    void a_rebalance_meanwhile_loses_nothing_and_leaves_nothing_paused() {
        EventConsumer first = bench.consume("moving", this::apply);
        List<String> all = new ArrayList<>();
        for (int partition = 0; partition < ConsumerBench.TOPIC.partitions(); partition++) {
            List<String> ids = ids("stuck-" + partition + "-", BEHIND / 3);
            bench.sendAll(partition, ids);
            all.addAll(ids);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.pausedPartitions()).isEqualTo(ConsumerBench.TOPIC.partitions()));

        EventConsumer second = bench.consume("moving", this::apply);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.members("moving")).isEqualTo(2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(second.pausedPartitions()).isPositive());
        isStoreAway = false;

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsAll(all));
        second.stop();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.members("moving")).isEqualTo(1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.pausedPartitions()).isZero());
        for (int partition = 0; partition < ConsumerBench.TOPIC.partitions(); partition++) {
            bench.sendAll(partition, List.of("last-" + partition));
            all.add("last-" + partition);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsAll(all));
        Set<String> firstTimes = new LinkedHashSet<>(applied);
        assertThat(firstTimes.stream().filter(id -> id.startsWith("stuck-0-")))
                .containsExactlyElementsOf(ids("stuck-0-", BEHIND / 3));
    }

    @Test
    void a_node_that_died_holds_up_the_others_for_seconds_only() {
        isStoreAway = false;
        EventConsumer next = bench.prepare("orphaned", this::apply);
        try (KafkaConsumer<byte[], byte[]> dead = new KafkaConsumer<>(next.consumer())) {
            dead.subscribe(List.of(bench.settings.nameOf(ConsumerBench.TOPIC)));
            await().atMost(PATIENCE).until(() -> {
                dead.poll(Duration.ofMillis(100));
                return !dead.assignment().isEmpty();
            });
            dead.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP)); // as if killed
        }
        bench.sendAll(0, List.of("one"));

        next.start();

        await().atMost(Duration.ofSeconds(25)) // Kafka's default would be 45
                .untilAsserted(() -> assertThat(applied).contains("one"));
    }

    @Test
    void a_second_start_changes_nothing_and_a_stop_ends_it() {
        EventConsumer consumer = bench.consume("twice", this::apply);
        consumer.start();
        bench.sendAll(0, List.of("one"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("one"));
        assertThat(bench.members("twice")).isEqualTo(1);

        consumer.stop();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.members("twice")).isZero());
        assertThat(consumer.isRunning()).isFalse();
        consumer.start();
        bench.sendAll(0, List.of("two"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("one", "two"));
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
