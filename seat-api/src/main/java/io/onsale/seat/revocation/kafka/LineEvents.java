package io.onsale.seat.revocation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.Revocations;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A fan who gives up the place gives up the pass, and a sale that is closed ends all passes. What is chosen already stays. */
@Configuration(proxyBeanMethods = false)
class LineEvents {
    @Bean
    EventConsumer lineConsumer(KafkaEdge.Consumers consumers, Revocations revocations) {
        return consumers.consumer("seat-api-line", Set.of(Topic.LINE), event -> apply(event, revocations));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, Revocations revocations) {
        if (event.data() instanceof LineMoved moved && hasLeft(moved)) {
            return revocations.add(Revocation.ofFan(new SaleId(moved.saleId()), new FanId(moved.fanId()), moved.at()));
        }
        if (event.data() instanceof SaleChanged changed && changed.endsPasses()) {
            return revocations.add(Revocation.ofSale(new SaleId(changed.saleId()), changed.at()));
        }
        return Mono.empty();
    }

    /** Of the endings: a pass whose time is over needs no word, and one that has served its booking is good for another. */
    private static boolean hasLeft(LineMoved moved) {
        return moved.kind().equals("ENDED") && moved.reason().equals("LEFT");
    }
}
