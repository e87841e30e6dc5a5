package io.onsale.kernel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hall: zones of rows of seats, as imported from pretix's public seating-plan format, positions made absolute (plan units).
 * The order of zones, rows and seats is the order of the seat indices everywhere.
 */
public record SeatingPlan(String name, Size size, List<Category> categories, List<Zone> zones, List<Area> areas) {

    public record Size(double width, double height) {}

    /** {@code color} is CSS, for drawing. */
    public record Category(String name, String color) {}

    public record Zone(String name, List<Row> rows) {}

    public record Row(String name, List<Seat> seats) {}

    /** {@code id} is the plan's {@code seat_guid}; {@code number} is what is printed on the seat. */
    public record Seat(String id, String number, double x, double y, String category) {}

    /** Something to draw that is no seat: a stage, a wall, a label. */
    public record Area(
            double x,
            double y,
            double width,
            double height,
            double rotation,
            @Nullable String color,
            @Nullable String borderColor,
            @Nullable String text) {}

    public int seatCount() {
        return zones.stream()
                .flatMap(zone -> zone.rows().stream())
                .mapToInt(row -> row.seats().size())
                .sum();
    }
}
