package io.onsale.queue.progress;

import io.onsale.kernel.id.SaleId;
import java.util.Map;

/** How many seats of a sale nobody has bought or holds, as far as this node has heard. Answers at once. */
public interface SeatsLeft {
    /** By grade; empty while nothing is known. Not to be changed afterwards: an answer may be kept. */
    Map<String, Long> of(SaleId sale);
}
