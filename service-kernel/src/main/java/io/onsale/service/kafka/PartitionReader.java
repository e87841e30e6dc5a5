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
 * One connection to Kafka: processes the records of each partition in order, and different partitions concurrently. A partition that
 * cannot continue is paused ({@link Backlogs}) and does not delay the others.
 *
 * <p>Records read before another node took their partition over are still processed here, in order: if they were skipped and the partition
 * came back, a later record could be acknowledged although an earlier one was never applied. The other node does the same work, which
 * handlers must allow.
 */
final class PartitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);
    private static final int PARTITIONS_MAX = 64; // processed concurrently; more than any of our topics has

    private final Backlogs backlogs;
    private final Function<ReceiverRecord<byte[], byte[]>, Mono<Void>> work;
    private final KafkaReceiver<byte[], byte[]> receiver;

    /** @param work processes a record, which is acknowledged when this completes; if it errors, all reading ends */
    PartitionReader(
            ReceiverOptions<byte[], byte[]> options,
            Backlogs backlogs,
            Function<ReceiverRecord<byte[], byte[]>, Mono<Void>> work) {
        this.backlogs = backlogs;
        this.work = work;
        this.receiver = KafkaReceiver.create(options.addAssignListener(this::pauseAgain));
    }

    /** May be subscribed to once. */
    Flux<Void> read() {
        return receiver.receive()
                .doOnNext(this::count)
                // no common bound for all groups: with one, a blocked partition would stop the others
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

    /** Kafka's client resumes a partition that was revoked and assigned again, even if it was paused. */
    private void pauseAgain(Collection<ReceiverPartition> assigned) {
        assigned.stream()
                .map(ReceiverPartition::topicPartition)
                .filter(backlogs.paused()::contains)
                .forEach(this::follow);
    }

    /** Reads the backlog when the step runs: if it were filled and drained in between, a pause could come after its resumption. */
    private void follow(TopicPartition partition) {
        onConsumer(consumer -> {
            if (backlogs.paused().contains(partition)) {
                consumer.pause(List.of(partition));
            } else {
                consumer.resume(List.of(partition));
            }
        });
    }

    /** Runs {@code step} on the consumer's thread, in order. It fails harmlessly if the partition has gone to another node. */
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
