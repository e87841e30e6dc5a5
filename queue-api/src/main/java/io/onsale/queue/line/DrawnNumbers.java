package io.onsale.queue.line;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** The numbers that were drawn for registrations, durably. */
public interface DrawnNumbers {
    /** How many registrations were drawn; empty if the draw has not been yet, or the line is not drawn at all. */
    Mono<Long> registrations(SaleId sale);

    /** The number drawn for {@code registration}, or empty if there is none. */
    Mono<Long> number(SaleId sale, long registration);
}
