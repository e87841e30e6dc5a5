package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;
import reactor.util.retry.Retry;

/** Copies records that cannot be applied to {@code <topic>.dead}, byte for byte, with the {@link DeadLetter} as headers. */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);
    static final int HEADERS_BYTES_MAX = 64 * 1024; // far above the size of a letter's headers

    private final KafkaSender<byte[], byte[]> sender;

    DeadLetters(KafkaSettings settings) {
        this.sender = KafkaSender.create(options(settings));
    }

    /** Completes when Kafka has it; retries without limit, because acknowledging the record earlier would lose it. */
    Mono<Void> bury(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        return Mono.defer(() -> send(record.key(), record.value(), letter))
                .onErrorResume(DeadLetters::isTooLarge, e -> send(record.key(), null, letter.withoutValue()))
                .doOnError(e -> LOG.error(
                        "{}-{}@{} could not be buried, trying again: {}",
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        e.toString()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF_MIN).maxBackoff(BACKOFF_MAX));
    }

    void close() {
        sender.close();
    }

    private Mono<Void> send(byte @Nullable [] key, byte @Nullable [] value, DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(KafkaSettings.deadLettersOf(letter.topic()), null, key, value, letter.headers());
        return sender.send(Mono.just(SenderRecord.create(record, letter.offset())))
                .then();
    }

    private static boolean isTooLarge(Throwable e) {
        return e instanceof RecordTooLargeException || e.getCause() instanceof RecordTooLargeException;
    }

    private static SenderOptions<byte[], byte[]> options(KafkaSettings settings) {
        Map<String, Object> producer = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topic.RECORD_BYTES_MAX + HEADERS_BYTES_MAX,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class);
        return SenderOptions.<byte[], byte[]>create(producer).stopOnError(true);
    }
}
