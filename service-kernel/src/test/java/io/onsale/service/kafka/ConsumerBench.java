package io.onsale.service.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.testing.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Consumers on a real broker, what they are fed with, and what they buried. */
final class ConsumerBench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60); // a broker on a busy machine
    static final Topic TOPIC = Topic.BOOKINGS;

    final KafkaSettings settings;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetters deadLetters;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<EventConsumer> consumers = new ArrayList<>();

    ConsumerBench(KafkaBroker kafka, String prefix) {
        settings = new KafkaSettings(kafka.bootstrapServers(), kafka.topicPrefix() + prefix, 1);
        new Topics(settings).present().block(PATIENCE);
        deadLetters = new DeadLetters(settings);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "compression.type",
                        "gzip",
                        "max.request.size",
                        64 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    EventConsumer consume(String group, Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
        EventConsumer consumer = prepare(group, handler);
        consumer.start();
        return consumer;
    }

    /** One that is not started yet. */
    EventConsumer prepare(String group, Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
        String fullGroup = settings.topicPrefix() + group;
        ApplyRecord apply = new ApplyRecord(fullGroup, handler, deadLetters, meters, Clock.systemUTC());
        EventConsumer consumer = new EventConsumer(settings, new Topics(settings), fullGroup, Set.of(TOPIC), apply);
        consumers.add(consumer);
        return consumer;
    }

    void send(int partition, String... ids) {
        for (String id : ids) {
            send(partition, null, EventJson.write(confirmed(id)).getBytes(StandardCharsets.UTF_8));
        }
        producer.flush();
    }

    RecordMetadata send(int partition, byte @Nullable [] key, byte @Nullable [] value) {
        Future<RecordMetadata> sent =
                producer.send(new ProducerRecord<>(settings.nameOf(TOPIC), partition, key, value));
        return get(sent);
    }

    void sendAll(int partition, List<String> ids) {
        List<Future<RecordMetadata>> sent = ids.stream()
                .map(id -> producer.send(new ProducerRecord<>(
                        settings.nameOf(TOPIC),
                        partition,
                        null,
                        EventJson.write(confirmed(id)).getBytes(StandardCharsets.UTF_8))))
                .toList();
        producer.flush();
        sent.forEach(ConsumerBench::get);
    }

    List<ConsumerRecord<byte[], byte[]>> buried() {
        TopicPartition dead = new TopicPartition(settings.deadLettersOf(TOPIC), 0);
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.bootstrapServers(),
                        "group.id",
                        "none",
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.assign(List.of(dead));
            reader.seekToBeginning(List.of(dead));
            long end = reader.endOffsets(List.of(dead)).getOrDefault(dead, 0L);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (reader.position(dead) < end) {
                reader.poll(Duration.ofSeconds(1)).forEach(found::add);
            }
            return found;
        }
    }

    int members(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            String fullGroup = settings.topicPrefix() + group;
            return get(Objects.requireNonNull(admin.describeConsumerGroups(List.of(fullGroup))
                            .describedGroups()
                            .get(fullGroup)))
                    .members()
                    .size();
        }
    }

    static EventEnvelope<OnsaleEvent> confirmed(String id) {
        return EventEnvelope.of(
                id,
                Instant.parse("2026-11-21T10:00:00Z"),
                new BookingConfirmed("b1", "s1", "p1", "f1", "r1", List.of("A-1"), new Money(165_000, "KRW")));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        consumers.forEach(EventConsumer::stop);
        deadLetters.close();
        producer.close();
    }
}
