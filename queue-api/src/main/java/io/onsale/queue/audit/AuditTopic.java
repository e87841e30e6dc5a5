package io.onsale.queue.audit;

import java.util.List;
import reactor.core.publisher.Flux;

/** Where all is told. */
public interface AuditTopic {
    /** Tells {@code events} in order; emits the ids of those that are safe, in that order, and errors at the first that is not. */
    Flux<String> tell(List<Told> events);
}
