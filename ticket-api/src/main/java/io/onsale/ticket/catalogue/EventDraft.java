package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import java.time.Instant;
import java.util.List;

/** An event as submitted by a seller; {@link EventRules} decides whether it can be published. */
public record EventDraft(
        EventTexts texts,
        VenueId venue,
        Instant visibleFrom,
        List<Grade> grades,
        List<Instant> startTimes,
        SalePlan sale) {}
