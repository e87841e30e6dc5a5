package io.onsale.service.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.Topic;
import java.time.Clock;
import java.util.Set;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Import this to publish and consume events. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
public class KafkaEdge {

    /** Makes consumers. Each is a bean of its service, and starts and stops with it. */
    public static final class Consumers {
        private final KafkaSettings settings;
        private final Topics topics;
        private final DeadLetters deadLetters;
        private final MeterRegistry meters;
        private final Clock clock;

        Consumers(KafkaSettings settings, Topics topics, DeadLetters deadLetters, MeterRegistry meters, Clock clock) {
            this.settings = settings;
            this.topics = topics;
            this.deadLetters = deadLetters;
            this.meters = meters;
            this.clock = clock;
        }

        /** @param group the consumer group: one name per service and purpose, e.g. {@code seat-api} */
        public EventConsumer consumer(
                String group, Set<Topic> read, Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
            String fullGroup = settings.topicPrefix() + group;
            ApplyRecord apply = new ApplyRecord(fullGroup, handler, deadLetters, meters, clock);
            EventConsumer consumer = new EventConsumer(settings, topics, fullGroup, read, apply);
            Gauge.builder("onsale.events.paused", consumer, EventConsumer::pausedPartitions)
                    .description("Partitions that are paused until their records are applied")
                    .tag("group", fullGroup)
                    .register(meters);
            return consumer;
        }
    }

    @Bean
    Topics topics(KafkaSettings settings) {
        return new Topics(settings);
    }

    @Bean(destroyMethod = "close")
    EventPublisher eventPublisher(KafkaSettings settings, Topics topics) {
        return new EventPublisher(settings, topics);
    }

    @Bean(destroyMethod = "close")
    KafkaProbe kafkaProbe(KafkaSettings settings) {
        return new KafkaProbe(settings);
    }

    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(KafkaSettings settings) {
        return new DeadLetters(settings);
    }

    @Bean
    Consumers eventConsumers(
            KafkaSettings settings, Topics topics, DeadLetters deadLetters, MeterRegistry meters, Clock clock) {
        return new Consumers(settings, topics, deadLetters, meters, clock);
    }
}
