package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SeatId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All bookings. A booking is locked before it is changed: the lock orders everything that happens to it and its money. */
public interface Bookings {
    Mono<Void> add(Booking booking);

    Mono<Booking> find(BookingId id);

    /** The booking, locked until the transaction ends. */
    Mono<Booking> lock(BookingId id);

    /** The booking of a payment, locked until the transaction ends. */
    Mono<Booking> lockByPayment(PaymentId payment);

    /** Bookings of one fan, latest first. */
    Flux<Booking> ofFan(FanId fan, @Nullable BookingId after, int limit);

    /** Whether it can no longer be paid, by the database's clock, because the clocks of nodes differ. */
    Mono<Boolean> isOverdue(BookingId id);

    /** Whether its show can still be paid for. */
    enum ShowStanding {
        TO_COME,
        BEGUN,
        CANCELLED
    }

    /** How its show stands, by the same clock. */
    Mono<ShowStanding> findShowStanding(BookingId id);

    /**
     * Moves a booking that is locked by this transaction to its next status. Errors with {@link IllegalStateException} if its status is not
     * the one that was read: then it was not locked, and nothing of the transaction may stay.
     */
    Mono<Void> move(Booking locked, BookingStatus to);

    /** Records that these seats no longer belong to the booking. */
    Mono<Void> letGo(BookingId id, List<SeatId> seatIds);

    /** Pending bookings that are overdue; no other node gets them for {@code lease}. */
    Flux<Booking> leaseOverdue(Duration lease, int limit);
}
