package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/**
 * A row of a sale's list: a drawn fan.
 *
 * @param fanTag as the list shows the fan, see {@link DrawList#fanTag}
 */
public record ListedFan(long number, long registration, String fanTag) {
    static ListedFan of(SaleId sale, FanId fan, long registration, Draw draw) {
        return new ListedFan(draw.number(registration), registration, DrawList.fanTag(sale, fan));
    }
}
