package io.onsale.service.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.onsale.kernel.event.Topic;
import io.onsale.kernel.testing.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicsTest {
    private static final int ROUNDS = 15; // the leaders are late in some only

    @RegisterExtension
    static final KafkaBroker kafka = new KafkaBroker();

    @Test
    void each_partition_takes_records_as_soon_as_its_topic_is_present() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.idempotence", false, "retries", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int round = 0; round < ROUNDS; round++) {
                KafkaSettings settings =
                        new KafkaSettings(kafka.bootstrapServers(), kafka.topicPrefix() + round + "-", 1);
                new Topics(settings).present().block(Duration.ofSeconds(60));

                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (Topic topic : Topic.values()) {
                    for (int partition = 0; partition < topic.partitions(); partition++) {
                        sent.add(producer.send(
                                new ProducerRecord<>(settings.nameOf(topic), partition, null, new byte[1])));
                    }
                }

                for (Future<RecordMetadata> record : sent) {
                    assertThatCode(record::get).doesNotThrowAnyException();
                }
            }
        }
    }
}
