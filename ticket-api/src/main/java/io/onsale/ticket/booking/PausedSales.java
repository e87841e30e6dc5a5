package io.onsale.ticket.booking;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Sales whose clock stands still. While it does no booking of theirs expires, and {@link Booking#expiresAt} moves on with the time; when it goes
 * on, each pending booking has the time back that it was paused for. What counts is when the sale was paused and resumed, not when that
 * became known here.
 */
public interface PausedSales {
    /** The sale's change number {@code change}: paused at {@code at}. Does nothing if this change or a later one was applied before. */
    Mono<Void> pause(SaleId sale, long change, Instant at);

    /** The same: goes on at {@code at}; also if it was not paused. */
    Mono<Void> resume(SaleId sale, long change, Instant at);
}
