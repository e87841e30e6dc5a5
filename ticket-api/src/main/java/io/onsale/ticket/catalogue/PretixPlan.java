package io.onsale.ticket.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seating plan in pretix's public format ({@code seating-plan.schema.json} 0.0.1), as it comes: anything may be missing. Members
 * of the schema that mean nothing to us ({@code displayed}, {@code number_of_seats}, {@code seats_spacing}) are read and left;
 * members that are not in the schema are refused, as everywhere. Coordinates may have fractions.
 */
public record PretixPlan(
        @Nullable String name,
        @Nullable List<@Nullable Category> categories,
        @Nullable List<@Nullable Zone> zones,
        @Nullable Size size) {

    public record Size(@Nullable Double width, @Nullable Double height) {}

    public record Position(@Nullable Double x, @Nullable Double y) {}

    public record Category(@Nullable String name, @Nullable String color) {}

    public record Zone(
            @Nullable String name,
            @Nullable Boolean displayed,
            @Nullable Position position,
            @Nullable List<@Nullable Row> rows,
            @Nullable List<@Nullable Area> areas) {}

    public record Row(
            @JsonProperty("row_number") @Nullable String rowNumber,
            @Nullable List<@Nullable Seat> seats,
            @JsonProperty("number_of_seats") @Nullable Integer numberOfSeats,
            @JsonProperty("seats_spacing") @Nullable Double seatsSpacing,
            @Nullable Position position) {}

    public record Seat(
            @JsonProperty("seat_guid") @Nullable String seatGuid,
            @JsonProperty("seat_number") @Nullable String seatNumber,
            @Nullable Position position,
            @Nullable String category) {}

    public record Area(
            @Nullable String color,
            @JsonProperty("border_color") @Nullable String borderColor,
            @Nullable Double width,
            @Nullable Double height,
            @Nullable Position position,
            @Nullable Double rotation,
            @Nullable String text) {}
}
