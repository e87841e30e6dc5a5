package io.onsale.ticket.outbox;

import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox as the relay sees it. */
public interface UnsentEvents {
    /** The oldest unsent event of each key, locked until the transaction ends, without those that another node has locked. */
    Flux<Outgoing> lockNext(int limit);

    Mono<Void> markSent(List<String> eventIds);

    /** Removes events that were sent longer ago than {@code age}; emits how many, {@code limit} at most. */
    Mono<Integer> removeSent(Duration age, int limit);
}
