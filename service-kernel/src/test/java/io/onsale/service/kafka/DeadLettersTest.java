package io.onsale.service.kafka;

import static io.onsale.service.kafka.ConsumerBench.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.service.kafka.BuriedRecords.Fate;
import io.onsale.service.web.Unavailable;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;

/** A record that cannot be read or applied is buried with its cause, holds up nobody, and can be put back. */
class DeadLettersTest {
    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private final Queue<String> applied = new ConcurrentLinkedQueue<>();
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

    @Test
    void what_cannot_be_read_is_buried_byte_for_byte_and_what_follows_is_applied() {
        String good = EventJson.write(ConsumerBench.confirmed("good"));
        List<byte @Nullable []> bad = new ArrayList<>();
        bad.add(null);
        bad.add(new byte[0]);
        bad.add(new byte[] {'"', (byte) 0xc3, '"'});
        bad.add("x".repeat(1_000_000).getBytes(UTF_8));
        Stream.of(
                        "{",
                        "null",
                        "[]",
                        "7",
                        "{}",
                        "{\"type\":\"Nonsense\"}",
                        good.replace("\"version\":1", "\"version\":2"),
                        good.replace("\"version\":1", "\"version\":99999999999"),
                        good.replace("\"version\":1", "\"version\":\"1\""),
                        good.replace("\"version\":1,", ""),
                        good.replace("\"id\":\"good\"", "\"id\":\"\""),
                        good.replace("2026-11-21T10:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"),
                        good.replace("\"2026-11-21T10:00:00Z\"", "1796108765"),
                        good.replace("KRW", "XXXX"),
                        good.replaceFirst("\"data\":\\{.*}}", "\"data\":null}"),
                        "[".repeat(100_000))
                .forEach(text -> bad.add(text.getBytes(UTF_8)));
        bench.consume("readers", event -> Mono.fromRunnable(() -> applied.add(event.id())));

        for (byte[] value : bad) {
            bench.send(0, value == null ? null : "k".getBytes(UTF_8), value);
        }
        bench.send(0, "after");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("after"));
        List<ConsumerRecord<byte[], byte[]>> buried = bench.buried();
        assertThat(buried).hasSameSizeAs(bad);
        for (int i = 0; i < bad.size(); i++) {
            assertThat(buried.get(i).value()).isEqualTo(bad.get(i));
            assertThat(letter(buried.get(i)).offset()).isEqualTo(i);
            assertThat(letter(buried.get(i)).cause()).contains("Unreadable");
        }
        assertThat(buried.getFirst().key()).isNull();
        assertThat(bench.meters
                        .counter("onsale.events.buried", "group", group("readers"), "topic", topic())
                        .count())
                .isEqualTo(bad.size());
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                new IllegalArgumentException("no such order"),
                new IllegalStateException("not in this state"),
                new DateTimeException("out of range"),
                new ArithmeticException("long overflow"),
                new NullPointerException("a part is missing"),
                new DataIntegrityViolationException(
                        "bad row", new R2dbcDataIntegrityViolationException("duplicate", "23505")),
                malformedId());
    }

    private static RuntimeException malformedId() {
        try {
            throw new IllegalStateException("no malformed id: " + new PerformanceId(" "));
        } catch (IllegalArgumentException e) {
            return e;
        }
    }

    @Test
    void what_cannot_be_applied_is_buried_after_five_tries_with_its_cause() {
        List<RuntimeException> faults = faults().toList();
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        bench.consume(
                "appliers",
                event -> Mono.fromRunnable(() -> {
                    tries.merge(event.id(), 1, Integer::sum);
                    if (event.id().startsWith("bad-")) {
                        throw faults.get(Integer.parseInt(event.id().substring(4)));
                    }
                    applied.add(event.id());
                }));

        for (int i = 0; i < faults.size(); i++) {
            bench.send(0, "bad-" + i);
        }
        bench.send(0, "after");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("after"));
        List<ConsumerRecord<byte[], byte[]>> buried = bench.buried();
        assertThat(buried).hasSameSizeAs(faults);
        for (int i = 0; i < faults.size(); i++) {
            assertThat(tries).containsEntry("bad-" + i, ApplyRecord.TRIES_MAX);
            DeadLetter letter = letter(buried.get(i));
            assertThat(letter.cause())
                    .startsWith(faults.get(i).getClass().getName())
                    .contains(String.valueOf(faults.get(i).getMessage()));
            assertThat(letter.topic()).isEqualTo(topic());
            assertThat(letter.group()).isEqualTo(group("appliers"));
            assertThat(letter.offset()).isEqualTo(i);
        }
    }

    @Test
    void while_a_store_is_away_nothing_is_buried_however_often_it_is_tried() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        bench.consume(
                "patient",
                event -> Mono.fromRunnable(() -> {
                    int count = tries.merge(event.id(), 1, Integer::sum);
                    if (count <= 2 * ApplyRecord.TRIES_MAX) {
                        throw count % 2 == 0
                                ? new Unavailable("Redis")
                                : new IllegalStateException(new io.lettuce.core.RedisConnectionException("gone"));
                    }
                    applied.add(event.id());
                }));

        bench.send(0, "one", "two");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("one", "two"));
        assertThat(bench.buried()).isEmpty();
    }

    @Test
    void what_is_put_back_is_applied_by_the_group_that_buried_it_only_and_not_put_back_twice() {
        AtomicBoolean mended = new AtomicBoolean();
        Queue<String> others = new ConcurrentLinkedQueue<>();
        bench.consume(
                "broken",
                event -> Mono.fromRunnable(() -> {
                    if (!mended.get()) {
                        throw new IllegalStateException("a bug");
                    }
                    applied.add(event.id());
                }));
        bench.consume("sound", event -> Mono.fromRunnable(() -> others.add(event.id())));
        bench.send(3, "one", "two");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bench.buried()).hasSize(2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(others).containsExactly("one", "two"));

        List<Fate> fates = new ArrayList<>();
        assertThat(records().list((topic, offset, letter, fate) -> fates.add(fate)))
                .isEqualTo(2);
        mended.set(true);
        assertThat(records().replay((topic, offset, letter, fate) -> fates.add(fate)))
                .isEqualTo(2);

        assertThat(fates).containsExactly(Fate.WAITING, Fate.WAITING, Fate.PUT_BACK, Fate.PUT_BACK);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("one", "two"));
        assertThat(records().replay((topic, offset, letter, fate) -> {})).isZero();
        bench.send(3, "last");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(others).endsWith("last"));
        assertThat(others).containsExactly("one", "two", "last");
    }

    @Test
    void a_record_too_large_to_be_written_again_is_buried_without_its_value_and_put_back_from_its_place() {
        String large = EventJson.write(ConsumerBench.confirmed("large"))
                .replace("\"data\":{", "\"data\":{\"more\":\"" + "x".repeat(20_000_000) + "\",");
        AtomicBoolean mended = new AtomicBoolean();
        bench.consume(
                "large",
                event -> Mono.fromRunnable(() -> {
                    if (!mended.get()) {
                        throw new IllegalStateException("a bug");
                    }
                    applied.add(event.id());
                }));

        RecordMetadata place = bench.send(2, null, large.getBytes(UTF_8));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bench.buried()).hasSize(1));

        ConsumerRecord<byte[], byte[]> buried = bench.buried().getFirst();
        assertThat(buried.value()).isNull();
        assertThat(letter(buried).isWhole()).isFalse();
        assertThat(letter(buried).offset()).isEqualTo(place.offset());
        mended.set(true);
        assertThat(records()
                        .replay((topic, offset, letter, fate) ->
                                assertThat(fate).isEqualTo(Fate.PUT_BACK)))
                .isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("large"));
    }

    private BuriedRecords records() {
        return new BuriedRecords(bench.settings.bootstrapServers(), bench.settings.topicPrefix());
    }

    private String topic() {
        return bench.settings.nameOf(ConsumerBench.TOPIC);
    }

    private String group(String name) {
        return bench.settings.topicPrefix() + name;
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
        return Objects.requireNonNull(DeadLetter.read(record));
    }
}
