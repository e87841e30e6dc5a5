package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.PerformanceId;
import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What fans read about the performances that they have booked. */
public interface Shows {
    /** A performance with the title of its event and its venue. */
    record Show(String title, VenueSummary venue, ScheduledShow performance) {}

    /** The shows of these performances, which exist; one query. */
    Mono<Map<PerformanceId, Show>> find(Collection<PerformanceId> performances);
}
