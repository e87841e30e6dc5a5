package io.onsale.ticket.refund;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.PerformanceId;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bookings of cancelled performances. */
public interface CancelledShows {
    /**
     * A live booking of a cancelled performance.
     *
     * @param reason of the cancellation, shown to the fan
     */
    record Due(BookingId booking, String reason) {}

    /**
     * How far the refunds of cancelled performances are.
     *
     * @param bookings paid ones that are or were to be refunded
     * @param refunded those whose money is back
     * @param failed those that have failed several times; they are still tried
     * @param givenUp bookings that were not paid and have ended
     * @param open bookings that have not been worked on yet, or wait for the outcome of a payment
     */
    record Progress(long bookings, long refunded, long failed, long givenUp, long open) {}

    /** Live bookings, whenever they were made; no other node gets them for a time that grows with the tries. */
    Flux<Due> leaseBookings(int limit);

    Mono<Progress> progress(List<PerformanceId> performances);
}
