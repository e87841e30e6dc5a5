package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.plan.Hall.Seat;
import io.onsale.seat.plan.Performance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who holds which seats now. Everything about one claim is decided in one step: whether the seats are free (a hold whose time is
 * over counts as free), the fan's limit, all or none. Fails closed: errors when the store is away or does not know the seats. All
 * answers are empty once the seats of a show that is over were removed.
 */
public interface SeatHolds {
    /** Most seats of one hold: a family, and it keeps the scripts short. */
    int SEATS_MAX = 8;

    /**
     * Somebody's wish for seats.
     *
     * @param hold the id that a new hold will have; never used before
     * @param key by which a repeat of the fan is known for a day, hexadecimal; empty: there is no repeat
     * @param digest of what is wished, hexadecimal, to tell a repeat from a reused key; empty without a key
     * @param placeSince of the pass that allows it: names the fan's place in the line; null if it is not known
     */
    record Claim(
            Performance performance,
            FanId fan,
            HoldId hold,
            String key,
            String digest,
            @Nullable Instant placeSince) {
        /** One that is not repeated. */
        public Claim(Performance performance, FanId fan, HoldId hold) {
            this(performance, fan, hold, "", "");
        }

        /** One of no known place. */
        public Claim(Performance performance, FanId fan, HoldId hold, String key, String digest) {
            this(performance, fan, hold, key, digest, null);
        }

        /** The same, allowed by a pass of the place since {@code since}. */
        public Claim under(Instant since) {
            return new Claim(performance, fan, hold, key, digest, since);
        }
    }

    /**
     * Holds exactly these; {@code Held}, {@code Taken}, {@code LimitReached}, {@code PerformanceStarted} or {@code KeyReused}. A
     * repeat under a key has the first one's outcome, whatever became of that hold or of these seats, and holds nothing.
     */
    Mono<HoldOutcome> hold(Claim claim, List<Seat> seats);

    /**
     * Chooses {@code quantity} free seats and holds them, in one step: side by side in the first of {@code runs} that has room,
     * else the first free ones. Repeats are as above. {@code Held}, {@code NoneFit}, {@code LimitReached},
     * {@code PerformanceStarted} or {@code KeyReused}.
     *
     * @param isLastTry whether {@code NoneFit} is the answer to the fan; otherwise it is no outcome for a repeat
     */
    Mono<HoldOutcome> holdBest(Claim claim, int quantity, List<Run> runs, boolean isLastTry);

    /** The fan's own live hold; empty when it is over, reserved or another's. */
    Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan);

    /** Gives the fan's own hold back; false if there is none, see {@link #findHold}. */
    Mono<Boolean> release(Performance performance, HoldId hold, FanId fan);
}
