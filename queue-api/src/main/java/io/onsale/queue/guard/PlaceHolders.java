package io.onsale.queue.guard;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.FindOutcome.Found;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import reactor.core.publisher.Mono;

/** Who has a place already: asked only if there is no good proof. */
@FunctionalInterface
public interface PlaceHolders {
    /** Never empty. */
    Mono<Boolean> hasPlace(SaleId sale, FanId fan);

    static PlaceHolders in(WaitingLine line) {
        return (sale, fan) -> line.find(sale, fan).map(PlaceHolders::isInLine);
    }

    /** Who has left begins anew; everybody else gets by a join what he has, or his one re-entry. */
    private static boolean isInLine(FindOutcome outcome) {
        return outcome instanceof Found found && found.place().state() != PlaceState.LEFT;
    }
}
