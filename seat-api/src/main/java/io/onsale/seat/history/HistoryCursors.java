package io.onsale.seat.history;

import io.onsale.kernel.id.PerformanceId;
import reactor.core.publisher.Mono;

/** How far each performance was read. One node reads a performance at a time; if two do, nothing but work is lost. */
public interface HistoryCursors {
    /**
     * Makes this node the reader for some seconds, and emits the version up to which was read. Empty if another node is the reader.
     *
     * @param beginning where to begin if nobody has read yet
     */
    Mono<Long> claim(PerformanceId performance, long beginning);

    /** Notes that everything up to {@code version} is in Kafka. */
    Mono<Void> advance(PerformanceId performance, long version);
}
