package io.onsale.queue.figures;

import io.onsale.kernel.id.SaleId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;

/** What an operator sees of the nodes: this one's name, clock and errors, and how many streams each has. */
public final class NodeFigures {
    private final String node;
    private final StreamCounts counts;
    private final DoubleSupplier errorsPerSecond;
    private final Clock clock;
    private final ConcurrentHashMap<SaleId, Map<String, Long>> bySale = new ConcurrentHashMap<>();

    /** @param errorsPerSecond of this node, lately */
    public NodeFigures(String node, StreamCounts counts, DoubleSupplier errorsPerSecond, Clock clock) {
        this.node = node;
        this.counts = counts;
        this.errorsPerSecond = errorsPerSecond;
        this.clock = clock;
    }

    String node() {
        return node;
    }

    Instant now() {
        return clock.instant();
    }

    double errorsPerSecond() {
        return errorsPerSecond.getAsDouble();
    }

    /** Publishes this node's count for a sale, and reads the others'. */
    Mono<Void> share(SaleId sale, long own) {
        return counts.share(sale, node, own)
                .doOnNext(all -> bySale.put(sale, all))
                .doOnError(away -> bySale.remove(sale)) // rather none than old ones
                .then();
    }

    /**
     * The streams of a sale by node.
     *
     * @param own of this node, at this moment
     */
    Map<String, Long> streams(SaleId sale, long own) {
        Map<String, Long> all = new TreeMap<>(bySale.getOrDefault(sale, Map.of()));
        all.put(node, own);
        return all;
    }

    void forget(SaleId sale) {
        bySale.remove(sale);
    }
}
