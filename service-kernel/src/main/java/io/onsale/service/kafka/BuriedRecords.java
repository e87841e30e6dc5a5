package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Lists and replays the dead letters of a deployment; needs only Kafka's address. Replayed letters are not listed again. Blocks: for a command
 * line, not for a service.
 *
 * <p>A replayed record goes to its original partition, and only the group that buried it applies it, once, thanks to its inbox. It comes after
 * newer records; handlers recognise that it is older. If it fails again it is buried again.
 */
public final class BuriedRecords {
    private static final String GROUP = "onsale-dead-letters"; // its offset is how far letters were replayed
    private static final Duration PATIENCE = Duration.ofSeconds(10); // a person waits at the command line
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int RECORD_BYTES_MAX = 8 * Topic.RECORD_BYTES_MAX; // before compression

    /** Called with each letter. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for each letter.
         *
         * @param deadTopic the topic of dead letters
         * @param letter null for a record buried by an older build, which wrote no headers
         * @param fate what was done with it
         */
        void visit(String deadTopic, long offset, @Nullable DeadLetter letter, Fate fate);
    }

    /** What was done with a letter. */
    public enum Fate {
        WAITING,
        PUT_BACK,
        /** Its value was too large to be copied, and its topic no longer keeps it. */
        LOST
    }

    private final String bootstrapServers;
    private final String topicPrefix;

    public BuriedRecords(String bootstrapServers, String topicPrefix) {
        this.bootstrapServers = bootstrapServers;
        this.topicPrefix = topicPrefix;
    }

    /** Lists the waiting letters; changes nothing. */
    public int list(Visitor visitor) {
        try (Consumer<byte[], byte[]> reader = consumer()) {
            return each(reader, (dead, letter) -> Fate.WAITING, visitor);
        }
    }

    /** Replays the waiting letters. Safe to repeat after a failure. */
    public int replay(Visitor visitor) {
        try (Consumer<byte[], byte[]> reader = consumer();
                Producer<byte[], byte[]> writer = new KafkaProducer<>(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        RECORD_BYTES_MAX,
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class,
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                        ByteArraySerializer.class))) {
            return each(
                    reader,
                    (dead, letter) -> {
                        Fate fate = putBack(writer, dead, letter);
                        TopicPartition partition = new TopicPartition(dead.topic(), dead.partition());
                        reader.commitSync(Map.of(partition, new OffsetAndMetadata(dead.offset() + 1)), PATIENCE);
                        return fate;
                    },
                    visitor);
        }
    }

    @FunctionalInterface
    private interface Step {
        Fate apply(ConsumerRecord<byte[], byte[]> dead, @Nullable DeadLetter letter);
    }

    private int each(Consumer<byte[], byte[]> reader, Step step, Visitor visitor) {
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions(reader), PATIENCE);
        reader.assign(ends.keySet());
        int count = 0;
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey(), PATIENCE) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> dead : reader.poll(POLL)) {
                Long end = ends.get(new TopicPartition(dead.topic(), dead.partition()));
                if (end != null && dead.offset() < end) {
                    DeadLetter letter = DeadLetter.read(dead);
                    visitor.visit(dead.topic(), dead.offset(), letter, step.apply(dead, letter));
                    count++;
                }
            }
        }
        return count;
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> reader) {
        Set<String> there = reader.listTopics(PATIENCE).keySet();
        return Arrays.stream(Topic.values())
                .map(topic -> KafkaSettings.deadLettersOf(topicPrefix + topic.topicName()))
                .filter(there::contains)
                .flatMap(name -> reader.partitionsFor(name, PATIENCE).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private Fate putBack(
            Producer<byte[], byte[]> writer, ConsumerRecord<byte[], byte[]> dead, @Nullable DeadLetter letter) {
        if (letter == null) { // buried by an older build: for every group
            String topic = dead.topic().substring(0, dead.topic().length() - ".dead".length());
            write(writer, new ProducerRecord<>(topic, dead.key(), dead.value()));
            return Fate.PUT_BACK;
        }
        ConsumerRecord<byte[], byte[]> whole = letter.isWhole() ? dead : original(letter);
        if (whole == null) {
            return Fate.LOST;
        }
        List<Header> only = List.of(DeadLetter.header(DeadLetter.REPLAY_FOR, letter.group()));
        write(writer, new ProducerRecord<>(letter.topic(), letter.partition(), whole.key(), whole.value(), only));
        return Fate.PUT_BACK;
    }

    /** The record at its original offset; null if it is no longer there. */
    private @Nullable ConsumerRecord<byte[], byte[]> original(DeadLetter letter) {
        TopicPartition partition = new TopicPartition(letter.topic(), letter.partition());
        try (Consumer<byte[], byte[]> reader = consumer()) {
            reader.assign(List.of(partition));
            reader.seek(partition, letter.offset());
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(PATIENCE)) {
                return record.offset() == letter.offset() ? record : null;
            }
            return null;
        }
    }

    private static void write(Producer<byte[], byte[]> writer, ProducerRecord<byte[], byte[]> record) {
        try {
            writer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka did not accept a replayed record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, topicPrefix + GROUP);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1); // a letter is committed before the next is read
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
