package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Intents, each there before the first seat is reserved for it. */
public interface BookingIntents {
    /**
     * Writes an intent down, to be paid within {@code payWithin} by the database's clock; or emits the one that is there: this one, or
     * that of another request of the fan for the same hold.
     */
    Mono<BookingIntent> open(BookingId id, FanId fan, HoldId hold, Duration payWithin);

    Mono<BookingIntent> find(BookingId id, FanId fan, HoldId hold);

    /** What became of the request to move an intent on. */
    enum Move {
        DONE,
        /** It is in another state: somebody else has moved it. */
        OVERTAKEN
    }

    /** Moves an intent on if it is in {@code from}. */
    Mono<Move> move(BookingId id, BookingIntent.State from, BookingIntent.State to);

    /** Forgets those that are placed or undone and older than {@code age}; emits how many, {@code limit} at most. */
    Mono<Integer> forgetSettled(Duration age, int limit);

    /** Intents that are open or abandoned and older than {@code age}; nobody else gets them for {@code lease}. */
    Flux<BookingIntent> leaseStale(Duration age, Duration lease, int limit);
}
