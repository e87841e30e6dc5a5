package io.onsale.seat.revocation.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.clock.FollowPauses;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.Revocations;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * A place that is given up or served ends its pass, and a sale that is closed ends all passes; what is chosen already stays. A sale that is
 * paused stops the clocks of its holds: by the same consumer, which reads every joining once. While Redis is away it waits, and so do
 * revocations, but then nobody can hold.
 */
@Configuration(proxyBeanMethods = false)
class LineEvents {
    @Bean
    EventConsumer lineConsumer(KafkaEdge.Consumers consumers, Revocations revocations, FollowPauses pauses) {
        return consumers.consumer("seat-api-line", Set.of(Topic.LINE), event -> apply(event, revocations, pauses));
    }

    private static Mono<Void> apply(EventEnvelope<OnsaleEvent> event, Revocations revocations, FollowPauses pauses) {
        if (event.data() instanceof LineMoved moved && endsPass(moved)) {
            return revocations.add(Revocation.ofFan(new SaleId(moved.saleId()), new FanId(moved.fanId()), moved.at()));
        }
        return event.data() instanceof SaleChanged changed
                ? endPasses(changed, revocations).then(Mono.defer(() -> pauses.follow(changed)))
                : Mono.empty();
    }

    /** Of the endings: a pass whose time is over needs no word. */
    private static boolean endsPass(LineMoved moved) {
        return moved.kind().equals("ENDED")
                && (moved.reason().equals("LEFT") || moved.reason().equals("SERVED"));
    }

    private static Mono<Void> endPasses(SaleChanged changed, Revocations revocations) {
        return changed.endsPasses()
                ? revocations.add(Revocation.ofSale(new SaleId(changed.saleId()), changed.at()))
                : Mono.empty();
    }
}
