package io.onsale.queue.audit;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Tells as much of a batch as can be told. */
final class Telling {
    private Telling() {}

    /** The beginning of {@code batch} that is safe, never empty; errors if that would be nothing. */
    static Mono<List<Told>> tell(AuditTopic topic, List<Told> batch) {
        return Mono.defer(() -> {
            List<String> safe = new ArrayList<>(batch.size());
            return topic.tell(batch)
                    .doOnNext(safe::add)
                    .then()
                    .onErrorResume(e -> safe.isEmpty() ? Mono.error(e) : Mono.empty()) // the rest is told next time
                    .then(Mono.fromSupplier(() -> batch.subList(0, safe.size())));
        });
    }
}
