package io.onsale.ticket.catalogue;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A show with its dates, its prices and its one sale.
 *
 * @param version from 1; grows with every change
 */
public record Event(
        EventId id,
        String sellerId,
        VenueSummary venue,
        EventTexts texts,
        Instant visibleFrom,
        List<Grade> grades,
        List<ScheduledShow> performances,
        SaleId saleId,
        SalePlan sale,
        long version) {

    /** Visible to fans from {@link #visibleFrom} on; to its seller and to managers always. */
    public boolean isVisibleTo(@Nullable Principal caller, Instant now) {
        return new Visibility(visibleFrom, sellerId).isOpenTo(caller, now);
    }

    /** Cancelled if all of its performances are, else postponed if one is. */
    public PerformanceStatus status() {
        if (performances.stream().allMatch(ScheduledShow::isCancelled)) {
            return PerformanceStatus.CANCELLED;
        }
        return performances.stream().anyMatch(show -> show.status() == PerformanceStatus.POSTPONED)
                ? PerformanceStatus.POSTPONED
                : PerformanceStatus.SCHEDULED;
    }

    /** Why {@link #status} is what it is; null if it is as first announced. */
    public @Nullable String reason() {
        PerformanceStatus status = status();
        return performances.stream()
                .filter(show -> show.status() == status)
                .findFirst()
                .map(ScheduledShow::reason)
                .orElse(null);
    }

    public boolean hasLobbyOpened(Instant now) {
        Instant first = sale.lobbyOpensAt() == null ? sale.opensAt() : sale.lobbyOpensAt();
        return !first.isAfter(now);
    }

    Event with(EventTexts nextTexts, Instant nextVisibleFrom, SalePlan nextSale) {
        return new Event(
                id, sellerId, venue, nextTexts, nextVisibleFrom, grades, performances, saleId, nextSale, version + 1);
    }

    Event with(List<ScheduledShow> next) {
        return new Event(id, sellerId, venue, texts, visibleFrom, grades, next, saleId, sale, version + 1);
    }
}
