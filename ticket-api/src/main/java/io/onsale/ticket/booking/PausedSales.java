package io.onsale.ticket.booking;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Paused sales. While a sale is paused its bookings do not expire, and {@link Booking#expiresAt} moves on with the time; when it resumes,
 * the deadline of each pending booking is later by the time it was paused for. What counts is when the sale was paused and resumed, not
 * when that became known here.
 */
public interface PausedSales {
    /** Applies the sale's change number {@code change}: paused at {@code at}. Does nothing if this or a later change has been applied. */
    Mono<Void> pause(SaleId sale, long change, Instant at);

    /** The same for resumed at {@code at}; also if it was not paused. */
    Mono<Void> resume(SaleId sale, long change, Instant at);
}
