package io.onsale.ticket.catalogue;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A show with its dates, its prices and its one sale. */
public record Event(
        EventId id,
        String sellerId,
        VenueId venue,
        String title,
        Instant visibleFrom,
        List<Grade> grades,
        List<Performance> performances,
        SaleId saleId,
        SalePlan sale) {

    /** Visible to fans from {@link #visibleFrom} on; to its seller and to managers always. */
    public boolean isVisibleTo(@Nullable Principal caller, Instant now) {
        return new Visibility(visibleFrom, sellerId).isOpenTo(caller, now);
    }
}
