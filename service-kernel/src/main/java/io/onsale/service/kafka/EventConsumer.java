package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.util.retry.Retry;

/**
 * Reads topics for one consumer group and hands each event to a handler: in order within a partition, acknowledged after the
 * handler is done, and redelivered after a crash. So handlers see an event at least once, and keep an inbox.
 *
 * <p>Records that cannot be read or applied go to the dead letters ({@link ApplyRecord}); during an outage of a store their partition waits, and
 * only that one ({@link PartitionReader}). A second {@link #start} changes nothing.
 */
public final class EventConsumer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);
    private static final Duration COMMIT_EVERY =
            Duration.ofSeconds(1); // at most this much is applied again after a crash
    private static final int RECORDS_PER_POLL_MAX = 200; // bounds what is in memory and redelivered after a crash

    /** How long a rebalance waits for records in progress; one that waits for a store would use up any time-out. */
    private static final Duration REBALANCE_WAITS_MAX = Duration.ofSeconds(1);

    /** When the partitions of a dead node go to the others. With Kafka's default of 45 s the effects of bookings were that late. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);

    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(2); // three may be lost

    private final KafkaSettings settings;
    private final Topics topics;
    private final String group;
    private final Set<String> names;
    private final ApplyRecord applyRecord;
    private volatile Backlogs backlogs = new Backlogs();
    private @Nullable Disposable running; // guarded by this

    /** @param group the consumer group, with its prefix */
    EventConsumer(KafkaSettings settings, Topics topics, String group, Set<Topic> read, ApplyRecord applyRecord) {
        this.settings = settings;
        this.topics = topics;
        this.group = group;
        this.names = read.stream().map(settings::nameOf).collect(Collectors.toSet());
        this.applyRecord = applyRecord;
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        running = topics.present()
                .thenMany(Flux.defer(this::read))
                .doOnError(e -> LOG.warn("{} lost Kafka, connecting again: {}", group, e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN)
                        .maxBackoff(BACKOFF_MAX)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** The number of partitions that are paused because too many of their records wait to be applied. */
    int pausedPartitions() {
        return backlogs.paused().size();
    }

    /** Reads over a new connection; records that the previous one had not applied are read again. */
    private Flux<Void> read() {
        Backlogs fresh = new Backlogs();
        backlogs = fresh;
        return new PartitionReader(options(), fresh, applyRecord::apply).read();
    }

    private ReceiverOptions<byte[], byte[]> options() {
        return ReceiverOptions.<byte[], byte[]>create(consumer())
                .commitInterval(COMMIT_EVERY)
                .maxDelayRebalance(REBALANCE_WAITS_MAX)
                .subscription(names);
    }

    Map<String, Object> consumer() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL_MAX),
                Map.entry(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topic.RECORD_BYTES_MAX),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Topic.RECORD_BYTES_MAX),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) DEAD_AFTER.toMillis()),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT_EVERY.toMillis()),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class));
    }
}
