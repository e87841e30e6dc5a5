package io.onsale.seat.revocation;

import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Clock;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Ends the pass of a place that a paid booking has served, as its slot goes to the next fan. The line also ends the place and publishes that, but
 * the booking's event comes first, and also while the line is unavailable.
 */
public final class ServedPlaces {
    private final Revocations revocations;
    private final RevokedPasses revoked;
    private final Clock clock;

    public ServedPlaces(Revocations revocations, RevokedPasses revoked, Clock clock) {
        this.revocations = revocations;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** Takes effect on this node at once, on others when they have read the table. Repeatable. */
    public Mono<Void> end(BookingConfirmed paid) {
        Instant since = paid.placeSince();
        if (since == null) {
            return Mono.empty(); // from an older build: the line publishes which place it was
        }
        Revocation revocation =
                Revocation.ofPlace(new SaleId(paid.saleId()), new FanId(paid.fanId()), since, clock.instant());
        revoked.add(revocation);
        return revocations.add(revocation);
    }
}
