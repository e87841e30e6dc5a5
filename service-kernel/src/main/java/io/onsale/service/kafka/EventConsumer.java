package io.onsale.service.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.GroupedFlux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverRecord;
import reactor.util.retry.Retry;

/**
 * Reads topics for one consumer group and hands each event to a handler: in order within a partition, acknowledged after the
 * handler is done, again after a crash. So handlers see an event at least once, and keep an inbox.
 *
 * <p>What cannot be read goes to the dead letters at once. What cannot be applied is tried again for as long as it takes when a
 * store is away, because skipping it would lose a booking's effect.
 */
public final class EventConsumer implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);
    private static final int RECORDS_A_POLL_MAX = 200; // bounds what is in memory and redelivered after a crash
    private static final int PARTITIONS_MAX = 64; // handled side by side; more than any of our topics has

    private final KafkaSettings settings;
    private final Topics topics;
    private final EventPublisher publisher;
    private final String group;
    private final Map<String, Topic> byName;
    private final Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler;
    private volatile @Nullable Disposable running;

    EventConsumer(
            KafkaSettings settings,
            Topics topics,
            EventPublisher publisher,
            String group,
            Set<Topic> read,
            Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
        this.settings = settings;
        this.topics = topics;
        this.publisher = publisher;
        this.group = settings.topicPrefix() + group;
        this.byName = read.stream().collect(Collectors.toMap(settings::nameOf, Function.identity()));
        this.handler = handler;
    }

    @Override
    public void start() {
        running = topics.present()
                .thenMany(KafkaReceiver.create(options()).receive())
                .groupBy(record -> record.receiverOffset().topicPartition())
                .flatMap(this::inOrder, PARTITIONS_MAX)
                .doOnError(e -> LOG.warn("{} lost Kafka, connecting again: {}", group, e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN)
                        .maxBackoff(BACKOFF_MAX)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable subscription = running;
        if (subscription != null) {
            subscription.dispose();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    private reactor.core.publisher.Flux<Void> inOrder(GroupedFlux<?, ReceiverRecord<String, String>> partition) {
        return partition.concatMap(this::handle, 1);
    }

    private Mono<Void> handle(ReceiverRecord<String, String> record) {
        return applyOrBury(record)
                .then(Mono.fromRunnable(() -> record.receiverOffset().acknowledge()));
    }

    private Mono<Void> applyOrBury(ReceiverRecord<String, String> record) {
        EventEnvelope<OnsaleEvent> event;
        try {
            event = EventJson.read(record.value());
        } catch (EventJson.Unreadable e) {
            LOG.error(
                    "{} buries {}-{}@{}: {}",
                    group,
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return bury(record);
        }
        return Mono.defer(() -> handler.apply(event))
                .doOnError(e -> LOG.warn(
                        "{} could not apply {} {}, trying again: {}", group, event.type(), event.id(), e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN).maxBackoff(BACKOFF_MAX));
    }

    private Mono<Void> bury(ReceiverRecord<String, String> record) {
        Topic topic = byName.get(record.topic());
        return topic == null ? Mono.empty() : publisher.sendDead(topic, String.valueOf(record.key()), record.value());
    }

    private ReceiverOptions<String, String> options() {
        Map<String, Object> consumer = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS_A_POLL_MAX,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                Topic.RECORD_BYTES_MAX,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        return ReceiverOptions.<String, String>create(consumer)
                .commitInterval(Duration.ofSeconds(1))
                .subscription(byName.keySet());
    }
}
