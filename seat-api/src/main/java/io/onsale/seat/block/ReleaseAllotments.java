package io.onsale.seat.block;

import java.time.Clock;
import reactor.core.publisher.Mono;

/** Puts seats on sale when the time has come that their seller set. Any number of nodes may do so at once. */
public final class ReleaseAllotments {
    private static final int PER_ROUND = 20; // allotments; the rest waits for the next round

    private final KeptBackSeats keptBack;
    private final BlockSeats blockSeats;
    private final Clock clock;

    public ReleaseAllotments(KeptBackSeats keptBack, BlockSeats blockSeats, Clock clock) {
        this.keptBack = keptBack;
        this.blockSeats = blockSeats;
        this.clock = clock;
    }

    /** Releases what is due. What fails is due in the next round too, and the round tells of it when the rest is done. */
    public Mono<Void> round() {
        return keptBack.findDue(clock.instant(), BlockSeats.SEATS_MAX)
                .take(PER_ROUND)
                .collectList() // bounded; and no connection is held while the seats change
                .flatMapIterable(due -> due)
                .concatMapDelayError(blockSeats::releaseDue)
                .then();
    }
}
