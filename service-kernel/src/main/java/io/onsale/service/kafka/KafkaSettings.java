package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The address of Kafka, and how topics are named and replicated.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param topicPrefix put before every topic and consumer group; empty in production, one per test class in tests
 * @param replicationFactor of the topics we create; 1 fits a single broker, 3 a cluster
 */
@Validated
@ConfigurationProperties("onsale.kafka")
record KafkaSettings(
        @NotBlank String bootstrapServers,
        @NotNull @DefaultValue("") String topicPrefix,
        @Min(1) @DefaultValue("1") int replicationFactor) {
    String nameOf(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    /** The topic for records that a consumer cannot read or apply. */
    String deadLettersOf(Topic topic) {
        return deadLettersOf(nameOf(topic));
    }

    /** The same, for a topic's name with its prefix. */
    static String deadLettersOf(String topicName) {
        return topicName + ".dead";
    }
}
