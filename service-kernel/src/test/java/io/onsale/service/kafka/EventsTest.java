package io.onsale.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
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
    private @Nullable DeadLetters deadLetters;

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
        if (deadLetters != null) {
            deadLetters.close();
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
        deadLetters = new DeadLetters(settings);
        ApplyRecord apply = new ApplyRecord(group, handler, deadLetters, new SimpleMeterRegistry(), Clock.systemUTC());
        EventConsumer created = new EventConsumer(
                settings, new Topics(settings), settings.topicPrefix() + group, Set.of(Topic.BOOKINGS), apply);
        created.start();
        return created;
    }

    private void send(String key, String... ids) {
        List<Outgoing> events = List.of(ids).stream()
                .map(id -> new Outgoing(id, Topic.BOOKINGS, key, EventJson.write(confirmed(id))))
                .toList();
        StepVerifier.create(publisher.send(events)).expectNext(ids).verifyComplete();
    }

    private static EventEnvelope<OnsaleEvent> confirmed(String id) {
        return EventEnvelope.of(
                id,
                Instant.parse("2026-11-21T10:00:00Z"),
                new BookingConfirmed("b1", "s1", "p1", "f1", "r1", List.of("A-1"), new Money(165_000, "KRW")));
    }
}
