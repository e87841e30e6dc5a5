package io.onsale.queue.audit;

import java.util.List;
import reactor.core.publisher.Flux;

/** The topic to which events are published. */
public interface AuditTopic {
    /** Publishes {@code events} in order; emits the ids of the acknowledged ones, in that order, and errors at the first that fails. */
    Flux<String> publish(List<AuditEvent> events);
}
