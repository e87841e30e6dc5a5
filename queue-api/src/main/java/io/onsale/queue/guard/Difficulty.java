package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;

/** How hard the proof of work of a sale is, from memory. */
@FunctionalInterface
public interface Difficulty {
    /** What {@link #baseBits} says of a sale that this node has not heard of. */
    int UNKNOWN = -1;

    /** Bits; 0: none is asked for. */
    int baseBits(SaleId sale);
}
