package io.onsale.service.kafka;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;

/**
 * One connection to Kafka: hands on the records of each partition one after another, and those of different partitions side by side. A
 * partition that cannot go on is paused ({@link Backlogs}), and the others are not held up.
 *
 * <p>What was read of a partition before another node took it over is still worked on here, in its order: leaving it out could acknowledge
 * a record behind one that was never applied, should the partition come back. The other node does the same work, which handlers allow.
 */
final class PartitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);
    private static final int PARTITIONS_MAX = 64; // handled side by side; more than any of our topics has

    private final Backlogs backlogs;
    private final Function<ReceiverRecord<byte[], byte[]>, Mono<Void>> work;
    private final KafkaReceiver<byte[], byte[]> receiver;

    /** @param work makes what is to be done with a record; it is acknowledged when that completes, and all reading ends when it fails */
    PartitionReader(
            ReceiverOptions<byte[], byte[]> options,
            Backlogs backlogs,
            Function<ReceiverRecord<byte[], byte[]>, Mono<Void>> work) {
        this.backlogs = backlogs;
        this.work = work;
        this.receiver = KafkaReceiver.create(options.addAssignListener(this::pauseAgain));
    }

    /** To be subscribed to once. */
    Flux<Void> read() {
        return receiver.receive()
                .doOnNext(this::count)
                // no bound for all groups together: with one, a partition that stands still stops the others
                .groupBy(PartitionReader::partitionOf, Integer.MAX_VALUE)
                .flatMap(this::inOrder, PARTITIONS_MAX);
    }

    private Flux<Void> inOrder(GroupedFlux<TopicPartition, ReceiverRecord<byte[], byte[]>> partition) {
        return partition.concatMap(this::handle, 1);
    }

    private Mono<Void> handle(ReceiverRecord<byte[], byte[]> record) {
        return work.apply(record).then(Mono.fromRunnable(() -> done(record)));
    }

    private void count(ReceiverRecord<byte[], byte[]> record) {
        TopicPartition partition = partitionOf(record);
        if (backlogs.fills(partition, bytes(record))) {
            follow(partition);
        }
    }

    private void done(ReceiverRecord<byte[], byte[]> record) {
        record.receiverOffset().acknowledge();
        TopicPartition partition = partitionOf(record);
        if (backlogs.drains(partition, bytes(record))) {
            follow(partition);
        }
    }

    /** A partition that went and came back is read by Kafka's client whether it was paused or not. */
    private void pauseAgain(Collection<ReceiverPartition> assigned) {
        assigned.stream()
                .map(ReceiverPartition::topicPartition)
                .filter(backlogs.paused()::contains)
                .forEach(this::follow);
    }

    /** Looks at the backlog only when it is this step's turn: filled and drained at once, the pause could come after the resumption. */
    private void follow(TopicPartition partition) {
        onConsumer(consumer -> {
            if (backlogs.paused().contains(partition)) {
                consumer.pause(List.of(partition));
            } else {
                consumer.resume(List.of(partition));
            }
        });
    }

    /** On the consumer's own thread, one after another. A partition that is another node's by then needs it no more. */
    private void onConsumer(java.util.function.Consumer<Consumer<byte[], byte[]>> step) {
        receiver.doOnConsumer(consumer -> {
                    step.accept(consumer);
                    return true;
                })
                .onErrorComplete(IllegalStateException.class)
                .subscribe(done -> {}, e -> LOG.warn("A partition could not be paused or resumed", e));
    }

    private static TopicPartition partitionOf(ReceiverRecord<byte[], byte[]> record) {
        return record.receiverOffset().topicPartition();
    }

    private static long bytes(ReceiverRecord<byte[], byte[]> record) {
        return (long) Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}
