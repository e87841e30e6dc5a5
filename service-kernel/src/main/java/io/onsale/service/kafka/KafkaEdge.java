package io.onsale.service.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.Topic;
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

    /** Makes consumers; each is a bean of its service and starts and stops with it. */
    public static final class Consumers {
        private final KafkaSettings settings;
        private final Topics topics;
        private final EventPublisher publisher;

        Consumers(KafkaSettings settings, Topics topics, EventPublisher publisher) {
            this.settings = settings;
            this.topics = topics;
            this.publisher = publisher;
        }

        /** @param group the consumer group: one name per service and purpose, e.g. {@code seat-api} */
        public EventConsumer consumer(
                String group, Set<Topic> read, Function<EventEnvelope<OnsaleEvent>, Mono<Void>> handler) {
            return new EventConsumer(settings, topics, publisher, group, read, handler);
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

    @Bean
    Consumers eventConsumers(KafkaSettings settings, Topics topics, EventPublisher publisher) {
        return new Consumers(settings, topics, publisher);
    }
}
