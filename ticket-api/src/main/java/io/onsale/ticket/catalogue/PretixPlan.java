package io.onsale.ticket.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A seating plan in pretix's public format, as received: anything may be missing. There are two generations, both of which say
 * version 0.0.1: the published {@code seating-plan.schema.json}, and what today's editor writes (zone ids, labels, shapes, texts with a
 * place of their own). Members of either that we do not need are listed in {@link JsonIgnoreProperties}; unknown members are left out
 * with a warning, see {@link PlanWarnings}. Coordinates may have fractions.
 *
 * <p>Where pretix has no member for something that is sold differently, there is an optional one of ours: {@code focal_point},
 * {@code accessible}, {@code companion}, {@code restricted_view} and {@code general_admission}.
 *
 * @param focalPoint ours: where people look; the best seats are the nearest ones
 */
@JsonIgnoreProperties({"uuid", "version", "id"})
public record PretixPlan(
        @Nullable String name,
        @Nullable List<@Nullable Category> categories,
        @Nullable List<@Nullable Zone> zones,
        @Nullable Size size,
        @JsonProperty("focal_point") @Nullable Position focalPoint) {

    @Schema(name = "PretixSize")
    public record Size(@Nullable Double width, @Nullable Double height) {}

    @Schema(name = "PretixPosition")
    public record Position(@Nullable Double x, @Nullable Double y) {}

    @JsonIgnoreProperties({"uuid"})
    @Schema(name = "PretixCategory")
    public record Category(@Nullable String name, @Nullable String color) {}

    @JsonIgnoreProperties({"uuid", "zone_id", "displayed"})
    @Schema(name = "PretixZone")
    public record Zone(
            @Nullable String name,
            @Nullable Position position,
            @Nullable List<@Nullable Row> rows,
            @Nullable List<@Nullable Area> areas) {}

    /**
     * One row.
     *
     * @param rowLabel its label for people, with {@code %s} for its number
     * @param seatLabel the label of its seats for people, with {@code %s} for their numbers
     */
    @JsonIgnoreProperties({"uuid", "number_of_seats", "seats_spacing", "row_number_position"})
    @Schema(name = "PretixRow")
    public record Row(
            @JsonProperty("row_number") @Nullable String rowNumber,
            @JsonProperty("row_label") @Nullable String rowLabel,
            @JsonProperty("seat_label") @Nullable String seatLabel,
            @Nullable List<@Nullable Seat> seats,
            @Nullable Position position) {}

    /**
     * One seat.
     *
     * @param accessible ours: for a wheelchair user or somebody who cannot climb stairs
     * @param companion ours: sold only together with an accessible seat
     * @param restrictedView ours: a part of the stage is hidden from it
     */
    @JsonIgnoreProperties({"uuid", "radius", "start_direction"})
    @Schema(name = "PretixSeat")
    public record Seat(
            @JsonProperty("seat_guid") @Nullable String seatGuid,
            @JsonProperty("seat_number") @Nullable String seatNumber,
            @Nullable Position position,
            @Nullable String category,
            @Nullable Boolean accessible,
            @Nullable Boolean companion,
            @JsonProperty("restricted_view") @Nullable Boolean restrictedView) {}

    /**
     * Ours: the area holds people without seats.
     *
     * @param id its places have the ids {@code <id>#1}, {@code <id>#2} and so on; never shown to people
     * @param name what people call it; if missing, the area's text, or else the id
     * @param capacity how many people it holds
     */
    @Schema(name = "PretixGeneralAdmission")
    public record GeneralAdmission(
            @Nullable String id,
            @Nullable String name,
            @Nullable Integer capacity,
            @Nullable String category) {}

    /**
     * A shape to draw.
     *
     * @param width and {@code height}: of the older generation; today's are in the object that {@code shape} names
     */
    @JsonIgnoreProperties({"uuid"})
    @Schema(name = "PretixArea")
    public record Area(
            @Nullable String shape,
            @Nullable Rectangle rectangle,
            @Nullable Circle circle,
            @Nullable Ellipse ellipse,
            @Nullable Polygon polygon,
            @Nullable String color,
            @JsonProperty("border_color") @Nullable String borderColor,
            @Nullable Double width,
            @Nullable Double height,
            @Nullable Position position,
            @Nullable Double rotation,
            @Nullable Text text,
            @JsonProperty("general_admission") @Nullable GeneralAdmission generalAdmission) {}

    @Schema(name = "PretixRectangle")
    public record Rectangle(
            @Nullable Double width, @Nullable Double height) {}

    @Schema(name = "PretixCircle")
    public record Circle(@Nullable Double radius) {}

    @Schema(name = "PretixEllipse")
    public record Ellipse(@Nullable Position radius) {}

    @Schema(name = "PretixPolygon")
    public record Polygon(@Nullable List<@Nullable Position> points) {}

    /** A text, alone or with its position and style, which we ignore. */
    @JsonIgnoreProperties({"position", "color", "size"})
    @Schema(name = "PretixText")
    public record Text(@Nullable String text) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        public Text(@JsonProperty("text") @Nullable String text) {
            this.text = text;
        }

        /** Of the older generation. */
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Text of(String text) {
            return new Text(text);
        }
    }
}
