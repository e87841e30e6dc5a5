package io.onsale.ticket.catalogue;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A show with its dates, its prices and its one sale. */
public record Event(
        String eventId,
        String sellerId,
        String venueId,
        String title,
        Instant visibleFrom,
        List<Grade> grades,
        List<Performance> performances,
        String saleId,
        SalePlan sale) {

    /** Fans see it from {@link #visibleFrom} on, its seller and managers always. */
    public boolean isVisibleTo(@Nullable Principal caller, Instant now) {
        return new Visibility(visibleFrom, sellerId).isOpenTo(caller, now);
    }
}
