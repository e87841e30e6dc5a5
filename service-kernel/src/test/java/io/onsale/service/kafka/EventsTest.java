package io.onsale.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // a broker on a busy machine

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    private KafkaSettings settings;
    private EventPublisher publisher;
    private @Nullable EventConsumer consumer;

    @BeforeEach
    void connect() {
        settings = new KafkaSettings(kafka.bootstrapServers(), kafka.topicPrefix(), 1);
        new Topics(settings).present().block(PATIENCE);
        publisher = new EventPublisher(settings, new Topics(settings));
    }

    @AfterEach
    void disconnect() {
        if (consumer != null) {
            consumer.stop();
        }
        publisher.close();
    }

    @Test
    void an_event_arrives_as_it_was_sent_in_order_and_again_after_its_handler_failed() {
        Queue<String> applied = new ConcurrentLinkedQueue<>();
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        consumer = consume(
                "arrival",
                event -> Mono.fromRunnable(() -> {
                    if (attempts.merge(event.id(), 1, Integer::sum) == 1) {
                        throw new IllegalStateException("the store is away");
                    }
                    applied.add(event.id());
                }));

        send("b1", "one", "two", "three");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).containsExactly("one", "two", "three"));
    }

    @Test
    void what_cannot_be_read_is_buried_and_holds_up_nobody() {
        Queue<String> applied = new ConcurrentLinkedQueue<>();
        consumer = consume("burial", event -> Mono.fromRunnable(() -> applied.add(event.id())));

        StepVerifier.create(publisher.send(List.of(new Outgoing("x", Topic.BOOKINGS, "b2", "{\"type\":\"Nonsense\"}"))))
                .expectNext("x")
                .verifyComplete();
        send("b2", "after");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied).contains("after"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deadLetters()).contains("{\"type\":\"Nonsense\"}"));
    }

    @Test
    void a_newer_version_is_not_guessed_at() {
        String newer = EventJson.write(confirmed("id")).replace("\"version\":1", "\"version\":2");

        assertThatThrownBy(() -> EventJson.read(newer)).isInstanceOf(EventJson.Unreadable.class);
    }

    @Test
    void a_member_that_we_do_not_know_is_ignored() {
        String more = EventJson.write(confirmed("id")).replace("\"bookingId\"", "\"new\":1,\"bookingId\"");

        assertThat(EventJson.read(more)).isEqualTo(confirmed("id"));
    }

    private EventConsumer consume(String group, Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
        EventConsumer created =
                new EventConsumer(settings, new Topics(settings), publisher, group, Set.of(Topic.BOOKINGS), handler);
        created.start();
        return created;
    }

    private void send(String key, String... ids) {
        List<Outgoing> events = List.of(ids).stream()
                .map(id -> new Outgoing(id, Topic.BOOKINGS, key, EventJson.write(confirmed(id))))
                .toList();
        StepVerifier.create(publisher.send(events)).expectNext(ids).verifyComplete();
    }

    private List<String> deadLetters() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        properties.put("group.id", kafka.topicPrefix() + "undertaker");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            reader.subscribe(List.of(settings.deadLettersOf(Topic.BOOKINGS)));
            List<String> found = new java.util.ArrayList<>();
            reader.poll(Duration.ofSeconds(5)).forEach(record -> found.add(record.value()));
            return found;
        }
    }

    private static EventEnvelope<OnsaleEvent> confirmed(String id) {
        return EventEnvelope.of(
                id,
                Instant.parse("2026-11-21T10:00:00Z"),
                new BookingConfirmed("b1", "s1", "p1", "f1", "r1", List.of("A-1"), new Money(165_000, "KRW")));
    }
}
