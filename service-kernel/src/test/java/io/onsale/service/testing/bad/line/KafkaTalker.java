package io.onsale.service.testing.bad.line;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka outside a kafka leaf. */
class KafkaTalker {
    ProducerRecord<String, String> record() {
        return new ProducerRecord<>("topic", "value");
    }
}
