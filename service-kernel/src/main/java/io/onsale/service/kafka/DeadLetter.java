package io.onsale.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Why a record was buried and where it came from: the headers of a record in {@code <topic>.dead}, which has the original key and value.
 *
 * @param topic with its prefix, as Kafka knows it
 * @param group the consumer group that could not apply it; a replay is for this group only
 * @param cause class and message of the failure
 * @param isWhole whether it has the original value; a value too large to be copied is left out, and remains at its original offset
 */
public record DeadLetter(
        String topic, int partition, long offset, String group, String cause, Instant at, boolean isWhole) {
    private static final String TOPIC = "onsale-topic";
    private static final String PARTITION = "onsale-partition";
    private static final String OFFSET = "onsale-offset";
    private static final String GROUP = "onsale-group";
    private static final String CAUSE = "onsale-cause";
    private static final String AT = "onsale-at";
    private static final String WHOLE = "onsale-whole";
    private static final int CAUSE_MAX = 1_000; // characters; some messages quote the whole value

    /** On a replayed record: the group that it is for; all others skip it. */
    static final String REPLAY_FOR = "onsale-replay-for";

    static DeadLetter of(ConsumerRecord<?, ?> record, String group, Throwable thrown, Instant at) {
        String cause = thrown.getClass().getName() + ": " + thrown.getMessage();
        return new DeadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                group,
                cause.substring(0, Math.min(CAUSE_MAX, cause.length())),
                at,
                true);
    }

    /** Null if {@code record} lacks the headers of a dead letter: older builds did not write them. */
    static @Nullable DeadLetter read(ConsumerRecord<?, ?> record) {
        String topic = text(record, TOPIC);
        String partition = text(record, PARTITION);
        String offset = text(record, OFFSET);
        String group = text(record, GROUP);
        String at = text(record, AT);
        if (topic == null || partition == null || offset == null || group == null || at == null) {
            return null;
        }
        String cause = text(record, CAUSE);
        return new DeadLetter(
                topic,
                Integer.parseInt(partition),
                Long.parseLong(offset),
                group,
                cause == null ? "" : cause,
                Instant.parse(at),
                !"false".equals(text(record, WHOLE)));
    }

    DeadLetter withoutValue() {
        return new DeadLetter(topic, partition, offset, group, cause, at, false);
    }

    List<Header> headers() {
        return List.of(
                header(TOPIC, topic),
                header(PARTITION, Integer.toString(partition)),
                header(OFFSET, Long.toString(offset)),
                header(GROUP, group),
                header(CAUSE, cause),
                header(AT, at.toString()),
                header(WHOLE, Boolean.toString(isWhole)));
    }

    static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    static @Nullable String text(ConsumerRecord<?, ?> record, String header) {
        Header last = record.headers().lastHeader(header);
        return last == null || last.value() == null ? null : new String(last.value(), UTF_8);
    }
}
