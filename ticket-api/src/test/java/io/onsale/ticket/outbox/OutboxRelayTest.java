package io.onsale.ticket.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.service.loop.Loop;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Loop sending = TicketShop.bean("outboxSending", Loop.class);
    private final Outbox outbox = TicketShop.bean(Outbox.class);
    private final UnsentEvents unsent = TicketShop.bean(UnsentEvents.class);
    private final Atomic atomic = TicketShop.bean(Atomic.class);
    private final EventPublisher kafka = TicketShop.bean(EventPublisher.class);

    /** The service's own relay must not run. */
    @BeforeEach
    void stop_the_services_relay() {
        drain(relay(kafka::send));
        sending.stop();
        drain(relay(kafka::send));
    }

    @AfterEach
    void start_it_again() {
        sending.start();
    }

    private OutboxRelay relay(Function<List<Outgoing>, Flux<String>> publisher) {
        return new OutboxRelay(unsent, publisher, atomic);
    }

    private static void drain(OutboxRelay relay) {
        relay.sendBatch().repeat().takeUntil(sent -> sent == 0).blockLast(PATIENCE);
    }

    private void add(String key, int number) {
        OnsaleEvent event =
                new BookingExpired(key, "sale", "performance", "fan", "reservation", List.of("S-" + number));
        outbox.add(event).as(atomic::atomically).block(PATIENCE);
    }

    private static long unsentOf(String key) {
        return TicketShop.rows("select 1 from ticket.outbox where sent_at is null and key = ?", key)
                .size();
    }

    /** The events of {@code keys} in Kafka, in order, identified by their seat. */
    private static List<String> inKafka(String key) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TicketShop.kafka().bootstrapServers(),
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class);
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            String topic = TicketShop.kafka().topicPrefix() + Topic.BOOKINGS.topicName();
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(
                            partition -> consumer.position(partition) < Objects.requireNonNull(ends.get(partition)))) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        EventEnvelope<OnsaleEvent> event = EventJson.read(record.value());
                        found.add(((BookingExpired) event.data()).seatIds().getFirst());
                    }
                }
            }
        }
        return found;
    }

    @Test
    void events_of_a_key_reach_kafka_in_their_order() {
        String key = OpaqueId.next();
        IntStream.range(0, 5).forEach(i -> add(key, i));

        drain(relay(kafka::send));

        assertThat(inKafka(key)).containsExactly("S-0", "S-1", "S-2", "S-3", "S-4");
        assertThat(unsentOf(key)).isZero();
    }

    @Test
    void a_relay_that_dies_between_sending_and_marking_sends_again() {
        String key = OpaqueId.next();
        add(key, 1);
        OutboxRelay dying = new OutboxRelay(unsent, kafka::send, new Atomic() {
            @Override
            public <T> Mono<T> atomically(Mono<T> work) {
                return atomic.atomically(work.then(Mono.error(new IllegalStateException("died before the commit"))));
            }
        });

        dying.sendBatch().onErrorComplete().block(PATIENCE);
        assertThat(unsentOf(key)).isEqualTo(1);
        drain(relay(kafka::send));

        assertThat(inKafka(key)).containsExactly("S-1", "S-1"); // at least once
        assertThat(unsentOf(key)).isZero();
    }

    @Test
    void what_kafka_took_before_it_failed_is_marked_and_the_rest_is_sent_later() {
        List<String> keys = List.of(OpaqueId.next(), OpaqueId.next(), OpaqueId.next());
        keys.forEach(key -> add(key, 1));
        AtomicBoolean failing = new AtomicBoolean(true);
        OutboxRelay relay = relay(batch -> failing.getAndSet(false)
                ? Flux.concat(kafka.send(batch.subList(0, 1)), Flux.error(new IllegalStateException("Kafka went away")))
                : kafka.send(batch));

        assertThat(relay.sendBatch().block(PATIENCE)).isEqualTo(1);
        assertThat(keys.stream().mapToLong(OutboxRelayTest::unsentOf).sum()).isEqualTo(2);
        drain(relay);

        assertThat(keys).allSatisfy(key -> assertThat(inKafka(key)).containsExactly("S-1"));
    }

    @Test
    void two_relays_at_once_keep_the_order_of_every_key() {
        List<String> keys = IntStream.range(0, 8).mapToObj(i -> OpaqueId.next()).toList();
        IntStream.range(0, 6).forEach(i -> keys.forEach(key -> add(key, i)));

        Flux<Integer> one = relay(kafka::send).sendBatch().repeat(20);
        Flux<Integer> other = relay(kafka::send).sendBatch().repeat(20);
        Flux.merge(one, other).blockLast(PATIENCE);
        drain(relay(kafka::send));

        assertThat(keys)
                .allSatisfy(key -> assertThat(inKafka(key)).containsExactly("S-0", "S-1", "S-2", "S-3", "S-4", "S-5"));
    }

    @Test
    void an_event_whose_transaction_fails_was_never_there() {
        String key = OpaqueId.next();
        OnsaleEvent event = new BookingExpired(key, "sale", "performance", "fan", "reservation", List.of("S-1"));

        outbox.add(event)
                .then(Mono.error(new IllegalStateException("undone")))
                .as(atomic::atomically)
                .onErrorComplete()
                .block(PATIENCE);

        assertThat(unsentOf(key)).isZero();
    }
}
