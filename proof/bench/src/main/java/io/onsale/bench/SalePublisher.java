package io.onsale.bench;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.service.kafka.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes sales as ticket-api does, straight to Kafka. */
final class SalePublisher {
    private static final int SEATS_A_ROW = 100;
    private static final int SEATS_PER_FAN_MAX = 1000; // a fan of a bench holds more than a person may

    private final String bootstrap;

    SalePublisher(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** How a sale begins; nobody is called until an operator raises the limits. */
    record Terms(@Nullable Instant lobbyOpensAt, Instant opensAt, String order) {
        /** Open, by arrival. */
        static Terms open() {
            return new Terms(null, Instant.now().minusSeconds(1), "ARRIVAL");
        }

        /** The lobby is open; the order is drawn at {@code opensAt}. */
        static Terms drawn(Instant opensAt) {
            return new Terms(Instant.now().minusSeconds(1), opensAt, "RANDOM");
        }
    }

    /** A sale with one seat, for benches that only need its line. */
    void publish(String saleId, Terms terms) throws InterruptedException {
        publish(saleId, terms, List.of("p-" + saleId), plan(1));
    }

    void publish(String saleId, Terms terms, List<String> performanceIds, SeatingPlan plan)
            throws InterruptedException {
        Instant now = Instant.now();
        SalePlan sale = new SalePlan(
                terms.lobbyOpensAt(),
                terms.opensAt(),
                now.plus(Duration.ofHours(6)),
                terms.order(),
                0,
                1,
                SEATS_PER_FAN_MAX);
        List<Performance> performances = performanceIds.stream()
                .map(id -> new Performance(id, now.plus(Duration.ofDays(30))))
                .toList();
        List<Grade> grades = List.of(new Grade("A", new Money(100_000, "KRW"), List.of("A")));
        SalePublished published =
                new SalePublished(saleId, "event-" + saleId, "Bench", sale, grades, performances, plan);
        send(saleId, EventJson.write(EventEnvelope.of(OpaqueId.next(), now, published)));
    }

    static SeatingPlan plan(int seats) {
        List<SeatingPlan.Row> rows = IntStream.range(0, (seats + SEATS_A_ROW - 1) / SEATS_A_ROW)
                .mapToObj(row -> row(row, Math.min(SEATS_A_ROW, seats - row * SEATS_A_ROW)))
                .toList();
        return new SeatingPlan(
                "Bench " + seats,
                new SeatingPlan.Size(3000, 3000),
                List.of(new SeatingPlan.Category("A", "#2a9d8f")),
                List.of(new SeatingPlan.Zone("Z", rows)),
                List.of());
    }

    static String seatId(int index) {
        return "Z-" + index / SEATS_A_ROW + "-" + index % SEATS_A_ROW;
    }

    private static SeatingPlan.Row row(int row, int seats) {
        return new SeatingPlan.Row(
                Integer.toString(row + 1),
                IntStream.range(0, seats)
                        .mapToObj(seat -> new SeatingPlan.Seat(
                                seatId(row * SEATS_A_ROW + seat), Integer.toString(seat + 1), seat * 26, row * 50, "A"))
                        .toList());
    }

    private void send(String key, String value) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.RECORD_BYTES_MAX,
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings)) {
            producer.send(new ProducerRecord<>(Topic.CATALOGUE.topicName(), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take the sale", e.getCause());
        }
    }
}
