package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Intents, each there before the first seat is reserved for it. */
public interface BookingIntents {
    /** Writes {@code intent} down, or emits the one that is there under its booking id. */
    Mono<BookingIntent> open(BookingIntent intent);

    Mono<BookingIntent> find(BookingId id);

    /** Moves an intent on; false if it is not in {@code from}. */
    Mono<Boolean> move(BookingId id, BookingIntent.State from, BookingIntent.State to);

    /** Intents that are open or abandoned and older than {@code age}; nobody else gets them for {@code lease}. */
    Flux<BookingIntent> claimStale(Duration age, Duration lease, int limit);
}
