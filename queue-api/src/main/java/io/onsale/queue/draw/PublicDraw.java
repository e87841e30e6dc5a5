package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import java.time.Instant;

/** What is public about the order of a sale. */
public sealed interface PublicDraw {
    /** The order is by arrival; there is no draw. */
    record ByArrival(SaleId sale) implements PublicDraw {}

    /** The line is drawn at {@code opensAt}. The record holds the seed: it may be shown once the registrations are fixed. */
    record Drawn(DrawRecord record, Instant opensAt) implements PublicDraw {}

    /** There is no such sale. */
    record UnknownSale() implements PublicDraw {}
}
