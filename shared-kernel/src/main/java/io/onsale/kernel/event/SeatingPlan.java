package io.onsale.kernel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a hall: zones of rows of seats, as imported from pretix's public seating-plan format, with positions converted to absolute
 * ones (plan units). The order of zones, rows and seats defines the seat indices everywhere.
 */
public record SeatingPlan(String name, Size size, List<Category> categories, List<Zone> zones, List<Area> areas) {

    public record Size(double width, double height) {}

    /** {@code color} is a CSS colour, for drawing. */
    public record Category(String name, String color) {}

    public record Zone(String name, List<Row> rows) {}

    /**
     * One row.
     *
     * @param label the row's name as shown to people, e.g. {@code Row 7}; null: its name
     * @param seatLabel a seat's name as shown to people, with {@code %s} for its number, e.g. {@code Seat %s}; null: its number
     */
    public record Row(
            String name,
            List<Seat> seats,
            @Nullable String label,
            @Nullable String seatLabel) {
        public Row(String name, List<Seat> seats) {
            this(name, seats, null, null);
        }
    }

    /**
     * {@code id} is the plan's {@code seat_guid}; {@code number} is what is printed on the seat; {@code category} is empty for a seat that
     * is not for sale.
     */
    public record Seat(String id, String number, double x, double y, String category) {}

    /** How an {@link Area} is drawn. */
    public enum Shape {
        /** {@code x y} is its upper left corner. */
        RECTANGLE,
        /** {@code x y} is its centre. */
        ELLIPSE,
        /** Its corners are {@code points}, relative to {@code x y}. */
        POLYGON,
        /** Only its text, at {@code x y}. */
        TEXT
    }

    /** A corner of a polygon. */
    public record Point(double x, double y) {}

    /**
     * Something to draw other than a seat: a stage, a wall, a label.
     *
     * @param shape null: a rectangle
     * @param points of a polygon; null: none
     */
    public record Area(
            double x,
            double y,
            double width,
            double height,
            double rotation,
            @Nullable String color,
            @Nullable String borderColor,
            @Nullable String text,
            @Nullable Shape shape,
            @Nullable List<Point> points) {}

    public int seatCount() {
        return zones.stream()
                .flatMap(zone -> zone.rows().stream())
                .mapToInt(row -> row.seats().size())
                .sum();
    }
}
