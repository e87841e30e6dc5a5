package io.onsale.seat.block;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.seat.SeatState;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The states of seats in Redis, from which holds are made. Fails closed. */
public interface BlockedSeats {
    /**
     * What was done.
     *
     * @param version of the seats after the change; 0 if nothing changed
     * @param changed those that have another state now, by index
     * @param taken those that are held or sold and were left alone, by index
     */
    record StateChange(long version, List<Integer> changed, Map<Integer, SeatState> taken) {}

    /**
     * Gives seats the state {@code AVAILABLE} or {@code BLOCKED}, at once for all holds. Empty if the seats were removed because the show is
     * over.
     */
    Mono<StateChange> set(PerformanceId performance, List<HallSeat> seats, SeatState state);
}
