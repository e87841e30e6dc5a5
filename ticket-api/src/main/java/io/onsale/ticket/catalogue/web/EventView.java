package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.onsale.ticket.catalogue.VenueSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

record EventView(
        String eventId,
        String title,

        @Schema(description = "Plain text; lines are separated by line feeds") @Nullable
        String description,

        TextsJson texts,
        String venueId,
        VenueSummary venue,
        Instant visibleFrom,
        List<Grade> grades,
        List<ScheduledShow> performances,
        SaleView sale,

        @Schema(description = "CANCELLED if all performances are, else POSTPONED if one is")
        PerformanceStatus status,

        @Schema(description = "Why it was postponed or cancelled") @Nullable
        String reason,

        @Schema(description = "Grows with every change") long version) {
    static EventView of(Event event) {
        return new EventView(
                event.id().value(),
                event.texts().title(),
                event.texts().description(),
                TextsJson.of(event.texts()),
                event.venue().venueId(),
                event.venue(),
                event.visibleFrom(),
                event.grades(),
                event.performances(),
                SaleView.of(event.saleId().value(), event.sale()),
                event.status(),
                event.reason(),
                event.version());
    }

    @Schema(name = "SaleView")
    record SaleView(
            String saleId,
            @Nullable Instant lobbyOpensAt,
            Instant opensAt,
            Instant closesAt,
            @Schema(allowableValues = {"ARRIVAL", "RANDOM"}) String order,
            @Schema(description = NewEvent.MAX_SEATS) int maxSeatsPerFan) {
        static SaleView of(String saleId, SalePlan sale) {
            return new SaleView(
                    saleId, sale.lobbyOpensAt(), sale.opensAt(), sale.closesAt(), sale.order(), sale.maxSeatsPerFan());
        }
    }
}
