package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged;
import java.util.List;
import reactor.core.publisher.Mono;

/** Sends what happened to seats. */
public interface SeatNews {
    /** Done when all are in Kafka. After an error an unknown part of them is, which does no harm. */
    Mono<Void> send(List<SeatsChanged> events);
}
