package io.onsale.queue.audit;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Publishes as much of a batch as the topic acknowledges. */
final class AuditBatch {
    private AuditBatch() {}

    /** Returns the acknowledged beginning of {@code batch}, never empty; errors if not even the first event was acknowledged. */
    static Mono<List<AuditEvent>> publish(AuditTopic topic, List<AuditEvent> batch) {
        return Mono.defer(() -> {
            List<String> acknowledged = new ArrayList<>(batch.size());
            return topic.publish(batch)
                    .doOnNext(acknowledged::add)
                    .then()
                    .onErrorResume(
                            e -> acknowledged.isEmpty() ? Mono.error(e) : Mono.empty()) // the rest follows next time
                    .then(Mono.fromSupplier(() -> batch.subList(0, acknowledged.size())));
        });
    }
}
