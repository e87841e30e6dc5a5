package io.onsale.seat.revocation.kafka;

import io.onsale.kernel.event.Topic;
import io.onsale.seat.clock.FollowPauses;
import io.onsale.seat.revocation.Revocations;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RevocationKafkaWiring {
    @Bean
    EventConsumer lineConsumer(KafkaEdge.Consumers consumers, Revocations revocations, FollowPauses pauses) {
        return consumers.consumer("seat-api-line", Set.of(Topic.LINE), new KafkaLineEvents(revocations, pauses)::apply);
    }
}
