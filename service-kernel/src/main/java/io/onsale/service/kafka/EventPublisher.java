package io.onsale.service.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/** Sends events, acknowledged by all in-sync replicas. The caller keeps them until then, in an outbox, so nothing is lost. */
public final class EventPublisher {
    private static final int IN_FLIGHT_MAX = 256; // records; bounds memory while a broker is slow
    private static final Duration TOPICS_STAY = Duration.ofDays(365);
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(20); // then the outbox sends it again

    /**
     * One event of an outbox.
     *
     * @param envelope JSON of an {@link EventEnvelope}
     */
    public record Outgoing(String id, Topic topic, String key, String envelope) {}

    private final KafkaSettings settings;
    private final KafkaSender<String, String> sender;

    private final Mono<Void> topicsPresent;

    EventPublisher(KafkaSettings settings, Topics topics) {
        this.settings = settings;
        // topics stay once they exist; a service that only publishes creates them as well
        this.topicsPresent = topics.present()
                .timeout(DELIVERY_TIMEOUT)
                .cache(none -> TOPICS_STAY, error -> Duration.ZERO, () -> TOPICS_STAY);
        this.sender = KafkaSender.create(options(settings));
    }

    /** Sends in order; emits the ids that Kafka has accepted, in that order, and errors at the first that it refuses. */
    public Flux<String> send(List<Outgoing> events) {
        Flux<String> sent = sender.send(Flux.fromIterable(events).map(this::toRecord))
                .handle((result, sink) -> {
                    if (result.exception() == null) {
                        sink.next(result.correlationMetadata());
                    } else {
                        sink.error(result.exception());
                    }
                });
        return topicsPresent.thenMany(sent);
    }

    void close() {
        sender.close();
    }

    private SenderRecord<String, String, String> toRecord(Outgoing event) {
        return SenderRecord.create(
                new ProducerRecord<>(settings.nameOf(event.topic()), event.key(), event.envelope()), event.id());
    }

    private static SenderOptions<String, String> options(KafkaSettings settings) {
        Map<String, Object> producer = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip", // a seating plan shrinks to a tenth
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.RECORD_BYTES_MAX,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis(),
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) DELIVERY_TIMEOUT.toMillis() / 2,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class);
        return SenderOptions.<String, String>create(producer)
                .maxInFlight(IN_FLIGHT_MAX)
                .stopOnError(true);
    }
}
