package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Booking intents. Each is stored before the first seat is reserved for it. */
public interface BookingIntents {
    /**
     * Stores an intent, to be paid within {@code payWithin} by the database's clock. If there is one already, of this request or of another
     * request of the same fan for the same hold, emits that one.
     */
    Mono<BookingIntent> open(BookingId id, FanId fan, HoldId hold, Duration payWithin);

    Mono<BookingIntent> find(BookingId id, FanId fan, HoldId hold);

    /** What became of the request to move an intent on. */
    enum Move {
        DONE,
        /** It is in another state: another run or node has moved it. */
        OVERTAKEN
    }

    /** Moves an intent on if it is in {@code from}. */
    Mono<Move> move(BookingId id, BookingIntent.State from, BookingIntent.State to);

    /** Deletes intents that are placed or undone and older than {@code age}, at most {@code limit}; emits how many. */
    Mono<Integer> forgetSettled(Duration age, int limit);

    /** Intents that are open or abandoned and older than {@code age}; no other node gets them for {@code lease}. */
    Flux<BookingIntent> leaseStale(Duration age, Duration lease, int limit);
}
