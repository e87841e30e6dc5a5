package io.onsale.queue.figures;

import io.onsale.kernel.id.SaleId;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The open streams of a sale by node, shared among all nodes. */
@FunctionalInterface
public interface StreamCounts {
    /**
     * Publishes the count of {@code node}, and reads the counts of all nodes that have published theirs lately.
     *
     * @return by node's name, this one included. Errors with {@code Unavailable} if they are out of reach
     */
    Mono<Map<String, Long>> share(SaleId sale, String node, long count);
}
