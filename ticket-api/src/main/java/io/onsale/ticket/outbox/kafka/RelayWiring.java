package io.onsale.ticket.outbox.kafka;

import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.loop.Loop;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.outbox.OutboxRelay;
import io.onsale.ticket.outbox.UnsentEvents;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class RelayWiring {
    private static final Duration POLL =
            Duration.ofMillis(250); // for events of other nodes, and signals that were lost

    @Bean
    OutboxRelay outboxRelay(UnsentEvents events, EventPublisher publisher, Atomic atomic) {
        return new OutboxRelay(events, publisher::send, atomic);
    }

    @Bean
    Loop outboxSending(OutboxRelay relay, WakeUpSignal outboxSignal) {
        return Loop.batches("Sending the outbox", POLL, Schedulers.parallel(), outboxSignal, relay::sendBatch);
    }
}
