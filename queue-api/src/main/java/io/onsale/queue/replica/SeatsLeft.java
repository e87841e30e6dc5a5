package io.onsale.queue.replica;

import io.onsale.kernel.id.SaleId;
import java.util.Map;

/** How many seats of a sale are neither sold nor held, as far as this node knows. Answers from memory. */
public interface SeatsLeft {
    /** By grade; empty while unknown. The map does not change afterwards. */
    Map<String, Long> of(SaleId sale);
}
