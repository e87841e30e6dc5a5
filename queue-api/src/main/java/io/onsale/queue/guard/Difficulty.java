package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;

/** How hard a sale's proof of work is; answered from memory. */
@FunctionalInterface
public interface Difficulty {
    /** The answer of {@link #baseBits} for a sale that this node does not know. */
    int UNKNOWN = -1;

    /** Leading zero bits; 0: the sale asks for no proof. */
    int baseBits(SaleId sale);
}
