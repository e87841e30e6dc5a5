package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.web.PlainText;
import io.onsale.ticket.catalogue.EventDraft;
import io.onsale.ticket.catalogue.EventRules;
import io.onsale.ticket.catalogue.EventTexts;
import io.onsale.ticket.catalogue.EventTexts.LocalText;
import io.onsale.ticket.catalogue.VenueId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

record NewEvent(
        @NotNull @PlainText(max = EventRules.TITLE_MAX) @Schema(maxLength = EventRules.TITLE_MAX)
        String title,

        @Nullable
        @PlainText(max = EventTexts.DESCRIPTION_MAX, lines = true)
        @Schema(maxLength = EventTexts.DESCRIPTION_MAX)
        String description,

        @Nullable @Valid TextsJson texts,
        @NotNull @PlainText(max = 64) String venueId,
        @Nullable Instant visibleFrom,
        @NotEmpty @Size(max = EventRules.GRADES_MAX) List<@Valid @NotNull NewGrade> grades,
        @NotEmpty @Size(max = EventRules.PERFORMANCES_MAX) List<@Valid @NotNull NewPerformance> performances,
        @NotNull @Valid NewSale sale) {
    static final String MAX_SEATS =
            "The most seats one fan may have in each performance: in a sale with two performances, twice as many.";

    EventDraft draft(VenueId venue, Instant now) {
        return new EventDraft(
                new EventTexts(
                        title,
                        description,
                        local(texts == null ? null : texts.ko()),
                        local(texts == null ? null : texts.en())),
                venue,
                visibleFrom == null ? now : visibleFrom,
                grades.stream().map(NewGrade::grade).toList(),
                performances.stream().map(NewPerformance::startsAt).toList(),
                sale.plan());
    }

    private static LocalText local(TextsJson.@Nullable Translation given) {
        return Objects.requireNonNullElse(TextsJson.Translation.text(given), LocalText.NONE);
    }

    record NewGrade(
            @NotNull @PlainText(max = 50) @Schema(maxLength = 50)
            String name,

            @NotNull Money price,
            @NotEmpty List<@NotBlank String> categories) {
        Grade grade() {
            return new Grade(
                    name, price, categories.stream().map(TypedText::clean).toList());
        }
    }

    record NewPerformance(@NotNull Instant startsAt) {}

    record NewSale(
            @Nullable Instant lobbyOpensAt,
            @NotNull Instant opensAt,
            @NotNull Instant closesAt,

            @NotBlank @Schema(allowableValues = {"ARRIVAL", "RANDOM"})
            String order,

            int capacity,
            int admissionsPerSecond,
            @Schema(description = MAX_SEATS) int maxSeatsPerFan) {
        SalePlan plan() {
            return new SalePlan(lobbyOpensAt, opensAt, closesAt, order, capacity, admissionsPerSecond, maxSeatsPerFan);
        }
    }
}
