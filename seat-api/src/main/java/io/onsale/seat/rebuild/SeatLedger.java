package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.SaleClock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Postgres says of epochs and of who has which seat. */
public interface SeatLedger {
    /**
     * A live reservation.
     *
     * @param hold the random part of the hold's id
     */
    record LiveReservation(
            String reservation, String booking, String hold, String fan, long fence, List<LiveSeat> seats) {}

    record LiveSeat(int index, boolean sold) {}

    /**
     * The seats as a new epoch has to start with.
     *
     * @param clock of their sale: a pause outlives the holds that were lost
     */
    record EpochStart(long epoch, List<LiveReservation> live, SaleClock clock) {}

    /** Performances that started before {@code before} and whose seats were not removed yet, the oldest first. */
    Flux<PerformanceId> findOver(Instant before, int max);

    /**
     * Ends a performance's last epoch: runs {@code remove} and notes it, while no node can put the seats up. Does nothing if that was done.
     */
    Mono<Void> endEpochs(PerformanceId performance, Mono<Void> remove);

    /**
     * Begins a new epoch if {@code isNeeded} says so of the present one, one caller at a time, also over nodes. No reservation
     * is made between the reading of the ledger and the end of {@code putUp}, as long as the connection lives. If it does not,
     * {@code putUp} goes on, in an epoch that never comes true. Empty if there was no need.
     */
    Mono<Void> inNextEpoch(
            PerformanceId performance, Function<Long, Mono<Boolean>> isNeeded, Function<EpochStart, Mono<Void>> putUp);

    /** No epoch up to this one is begun any more: Redis has it from a Postgres that was set back. */
    Mono<Void> skipEpochs(PerformanceId performance, long last);
}
