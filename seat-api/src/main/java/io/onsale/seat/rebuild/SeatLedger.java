package io.onsale.seat.rebuild;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.SaleClock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Postgres says of a performance's epochs and of who has which seat. */
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
     * The seats with which a new epoch starts.
     *
     * @param clock of their sale: a pause outlives the lost holds
     * @param keptBack indices of seats that the seller keeps back
     */
    record EpochStart(long epoch, List<LiveReservation> live, SaleClock clock, List<Integer> keptBack) {}

    /** Performances that started before {@code before} and still have seats in Redis, the oldest first. */
    Flux<PerformanceId> findOver(Instant before, int max);

    /**
     * Ends a performance's last epoch: runs {@code remove} and records it, while no node can set up the seats. Does nothing if that was done before.
     */
    Mono<Void> endEpochs(PerformanceId performance, Mono<Void> remove);

    /**
     * Begins a new epoch if {@code isNeeded} says so of the present one, one caller at a time on all nodes. No reservation is made
     * between the reading of the ledger and the end of {@code setUp}, as long as the connection lives. If it breaks, {@code setUp} goes on in an
     * epoch that never takes effect. Empty if there was no need.
     */
    Mono<Void> inNextEpoch(
            PerformanceId performance, Function<Long, Mono<Boolean>> isNeeded, Function<EpochStart, Mono<Void>> setUp);

    /** Never begins an epoch up to {@code last}: Redis has it from a Postgres that was set back since. */
    Mono<Void> skipEpochs(PerformanceId performance, long last);
}
