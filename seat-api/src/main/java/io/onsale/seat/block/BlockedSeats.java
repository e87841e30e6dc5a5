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
     * Gives seats the state {@code AVAILABLE} or {@code BLOCKED}, at once for all holds. Emits those that are held or sold, by index: they are
     * left alone. Empty if the seats were removed because the show is over.
     */
    Mono<Map<Integer, SeatState>> set(PerformanceId performance, List<HallSeat> seats, SeatState state);
}
