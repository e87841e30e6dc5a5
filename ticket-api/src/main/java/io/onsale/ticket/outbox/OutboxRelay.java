package io.onsale.ticket.outbox;

import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.ticket.store.Atomic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends the events of the outbox to Kafka. A batch is locked, sent, and marked once Kafka has acknowledged it; a crash in between sends it
 * again. At most one event per key is being sent at any time, so the order per key holds on any number of nodes.
 */
public final class OutboxRelay {
    private static final int BATCH = 100; // events; a batch is one transaction and one round trip to Kafka

    private final UnsentEvents events;
    private final Function<List<Outgoing>, Flux<String>> publisher;
    private final Atomic atomic;

    /** @param publisher sends in order and emits the ids that Kafka accepted; see {@code EventPublisher.send} */
    public OutboxRelay(UnsentEvents events, Function<List<Outgoing>, Flux<String>> publisher, Atomic atomic) {
        this.events = events;
        this.publisher = publisher;
        this.atomic = atomic;
    }

    /** Sends one batch; emits how many were sent, and errors if Kafka accepted none. */
    public Mono<Integer> sendBatch() {
        return events.lockNext(BATCH)
                .collectList()
                .flatMap(batch -> batch.isEmpty() ? Mono.just(0) : sendAndMark(batch))
                .as(atomic::atomically);
    }

    private Mono<Integer> sendAndMark(List<Outgoing> batch) {
        List<String> sent = new ArrayList<>();
        return publisher
                .apply(batch)
                .doOnNext(sent::add)
                .then()
                .onErrorResume(e -> sent.isEmpty() ? Mono.error(e) : Mono.empty()) // mark what Kafka has
                .then(Mono.defer(() -> events.markSent(sent)))
                .then(Mono.fromSupplier(sent::size));
    }
}
