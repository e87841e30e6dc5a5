package io.onsale.ticket.outbox;

import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.ticket.store.Atomic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what lies in the outbox. A batch is locked, sent, and marked after Kafka has acknowledged; a crash between the two sends
 * it again. At most one event of a key is on its way at any time, so keys keep their order on any number of nodes.
 */
public final class OutboxRelay {
    private static final int BATCH = 100; // events; a batch is one transaction and one round trip to Kafka

    private final UnsentEvents events;
    private final Function<List<Outgoing>, Flux<String>> publisher;
    private final Atomic atomic;

    /** @param publisher sends in order and emits the ids that were taken; see {@code EventPublisher.send} */
    public OutboxRelay(UnsentEvents events, Function<List<Outgoing>, Flux<String>> publisher, Atomic atomic) {
        this.events = events;
        this.publisher = publisher;
        this.atomic = atomic;
    }

    /** Sends one batch; emits how many were sent, and errors if Kafka took none. */
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
                .onErrorResume(e -> sent.isEmpty() ? Mono.error(e) : Mono.empty()) // keep what Kafka has
                .then(Mono.defer(() -> events.markSent(sent)))
                .then(Mono.fromSupplier(sent::size));
    }
}
