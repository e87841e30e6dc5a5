package io.onsale.queue.guard;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.FindOutcome.Found;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds whether a fan has a place already; used only if there is no good proof. */
@FunctionalInterface
public interface PlaceHolders {
    /** Whether a fan has a place that it keeps by joining again. */
    enum Holding {
        HOLDS,
        NONE
    }

    /** Never empty. Errors with {@code Unavailable}. */
    Mono<Holding> find(SaleId sale, FanId fan);

    static PlaceHolders in(WaitingLine line, SaleBook book, Clock clock) {
        return (sale, fan) -> line.find(sale, fan)
                .map(outcome ->
                        outcome instanceof Found found && keepsPlace(found.place(), book.policy(sale), clock.instant())
                                ? Holding.HOLDS
                                : Holding.NONE);
    }

    /** Decides like {@code join_line}: a live place stays, and a missed one comes back once; any other fan gets a new number. */
    private static boolean keepsPlace(Place place, @Nullable SalePolicy policy, Instant now) {
        return place.state().isLive()
                || (place.state() == PlaceState.MISSED
                        && place.turn() == 0
                        && policy != null
                        && place.deadline() > saleClock(policy, now).toEpochMilli());
    }

    /** The sale's clock, which stands still during pauses; by this node's clock, so that right at the deadline either answer is possible. */
    private static Instant saleClock(SalePolicy policy, Instant now) {
        Instant pausedAt = policy.pauses().since();
        return (pausedAt == null ? now : pausedAt).minus(policy.pauses().total());
    }
}
