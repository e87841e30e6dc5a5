package io.onsale.kernel.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a hall: zones of rows of seats, as imported from pretix's public seating-plan format, with positions converted to absolute
 * ones (plan units). The order of zones, rows and seats defines the seat indices everywhere.
 *
 * <p>Members that plans of earlier versions do not have are null in them.
 *
 * @param focalPoint where people look; the best seats are the nearest ones. Null: not stated
 */
public record SeatingPlan(
        String name,
        Size size,
        List<Category> categories,
        List<Zone> zones,
        List<Area> areas,
        @Nullable Point focalPoint) {
    public SeatingPlan(String name, Size size, List<Category> categories, List<Zone> zones, List<Area> areas) {
        this(name, size, categories, zones, areas, null);
    }

    public record Size(double width, double height) {}

    /** {@code color} is a CSS colour, for drawing. */
    public record Category(String name, String color) {}

    /**
     * A part of the hall.
     *
     * @param generalAdmission null for a zone of numbered seats. Otherwise the zone is a general-admission area and this is the area's id:
     *     its one row has as many seats as the area holds people, with the ids {@code <area id>#1}, {@code <area id>#2} and so on. People see
     *     the zone's name and a count, never these seats
     */
    public record Zone(
            String name, List<Row> rows, @Nullable String generalAdmission) {
        public Zone(String name, List<Row> rows) {
            this(name, rows, null);
        }
    }

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

    /** What is special about a seat. */
    public enum Feature {
        /** For a wheelchair user or somebody who cannot climb stairs: not offered to others. */
        ACCESSIBLE,
        /** For somebody who comes with the person on an accessible seat: sold only together with one. */
        COMPANION,
        /** A pillar, a rail or the angle hides a part of the stage. */
        RESTRICTED_VIEW
    }

    /**
     * {@code id} is the plan's {@code seat_guid}; {@code number} is what is printed on the seat; {@code category} is empty for a seat that
     * is not for sale.
     *
     * @param features null: none
     */
    public record Seat(
            String id,
            String number,
            double x,
            double y,
            String category,
            @Nullable List<Feature> features) {
        public Seat(String id, String number, double x, double y, String category) {
            this(id, number, x, y, category, null);
        }

        public boolean has(Feature feature) {
            return features != null && features.contains(feature);
        }
    }

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

    /** A point of the plan, or a corner of a polygon. */
    public record Point(double x, double y) {}

    /**
     * Something to draw other than a seat: a stage, a wall, a label, a general-admission area.
     *
     * @param shape null: a rectangle
     * @param points of a polygon; null: none
     * @param generalAdmission the id of the general-admission zone that is drawn so; null: none
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
            @Nullable List<Point> points,
            @Nullable String generalAdmission) {}

    public int seatCount() {
        return zones.stream()
                .flatMap(zone -> zone.rows().stream())
                .mapToInt(row -> row.seats().size())
                .sum();
    }
}
