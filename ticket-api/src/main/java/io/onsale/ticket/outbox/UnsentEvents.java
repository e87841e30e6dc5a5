package io.onsale.ticket.outbox;

import io.onsale.service.kafka.EventPublisher.Outgoing;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The unsent events of the outbox. */
public interface UnsentEvents {
    /** The oldest unsent event of each key, locked until the transaction ends; skips those locked by another node. */
    Flux<Outgoing> lockNext(int limit);

    Mono<Void> markSent(List<String> eventIds);

    /** Deletes events sent longer ago than {@code age}, at most {@code limit}; emits how many. */
    Mono<Integer> removeSent(Duration age, int limit);
}
