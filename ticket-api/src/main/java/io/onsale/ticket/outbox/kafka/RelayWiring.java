package io.onsale.ticket.outbox.kafka;

import io.onsale.service.kafka.EventPublisher;
import io.onsale.ticket.loop.Bell;
import io.onsale.ticket.loop.Loop;
import io.onsale.ticket.outbox.OutboxRelay;
import io.onsale.ticket.outbox.UnsentEvents;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RelayWiring {
    private static final Duration POLL =
            Duration.ofMillis(250); // for rows of other nodes and rings that came too early

    @Bean
    OutboxRelay outboxRelay(UnsentEvents events, EventPublisher publisher, Atomic atomic) {
        return new OutboxRelay(events, publisher::send, atomic);
    }

    @Bean
    Loop outboxSending(OutboxRelay relay, Bell outboxBell) {
        return new Loop("outbox relay", POLL, outboxBell, relay::sendBatch);
    }
}
