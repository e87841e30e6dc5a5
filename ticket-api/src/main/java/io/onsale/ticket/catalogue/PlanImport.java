package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.MalformedId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.catalogue.PretixPlan.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a plan in pretix's format into ours, or says what is wrong with it, naming places as {@code
 * seatingPlan.zones[3].rows[0].seats[7].category}. What is harmless is taken, with a warning; what would be sold wrongly is refused. Pure;
 * about a microsecond per seat.
 */
public final class PlanImport {
    public static final int SEATS_MAX = 120_000; // the largest halls there are; 24 MB of JSON in memory
    public static final int ZONES_MAX = 2_000;
    public static final int ROWS_MAX = 20_000;
    public static final int AREAS_MAX = 2_000;
    public static final int CATEGORIES_MAX = 50;
    public static final int POINTS_MAX = 1_000; // of one polygon
    public static final int NAME_MAX = 100; // characters
    public static final double COORDINATE_MAX = 1_000_000; // plan units, 20 km
    static final int ERRORS_MAX = 20; // a plan that is wrong is often wrong everywhere

    private static final Pattern COLOR = Pattern.compile(
            "#[0-9A-Fa-f]{3,8}|[A-Za-z]{1,30}|(?:rgb|hsl)a?\\([0-9.,%/ ]{1,40}\\)"); // nothing else gets into a drawing
    private static final String COLOR_DEFAULT = "#888888";
    private static final String ROOT = "seatingPlan";

    /** What became of a plan. */
    public sealed interface Outcome {
        /** @param warnings what was left out or guessed without harm */
        record Imported(SeatingPlan plan, List<FieldError> warnings) implements Outcome {}

        /** @param errors the first {@value PlanImport#ERRORS_MAX} */
        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    private final List<FieldError> errors = new ArrayList<>();
    private final PlanWarnings warnings;
    private final Set<String> categories = new HashSet<>();
    private final Set<String> seatIds = new HashSet<>();
    private final Set<String> labels = new HashSet<>();
    private @Nullable String firstUnsold; // where the first seat without a category is
    private int unsold;
    private final List<SeatingPlan.Area> areas = new ArrayList<>();
    private int rowCount;
    private double right = 1;
    private double bottom = 1;

    private PlanImport(PlanWarnings warnings) {
        this.warnings = warnings;
    }

    /** @param warnings those from reading the JSON, to which the import adds its own */
    public static Outcome read(@Nullable PretixPlan pretix, PlanWarnings warnings) {
        PlanImport reading = new PlanImport(warnings);
        SeatingPlan plan = reading.plan(pretix == null ? new PretixPlan(null, null, null, null) : pretix);
        return reading.errors.isEmpty()
                ? new Outcome.Imported(plan, warnings.all())
                : new Outcome.Invalid(List.copyOf(reading.errors));
    }

    private SeatingPlan plan(PretixPlan pretix) {
        String name = name(pretix.name(), ROOT + ".name");
        List<SeatingPlan.Category> ours = categories(pretix.categories());
        List<SeatingPlan.Zone> zones = zones(pretix.zones());
        need(!seatIds.isEmpty() || !errors.isEmpty(), ROOT + ".zones", "has no seats");
        need(seatIds.size() <= SEATS_MAX, ROOT + ".zones", "has more than " + SEATS_MAX + " seats");
        need(rowCount <= ROWS_MAX, ROOT + ".zones", "has more than " + ROWS_MAX + " rows");
        need(areas.size() <= AREAS_MAX, ROOT + ".zones", "has more than " + AREAS_MAX + " areas");
        if (firstUnsold != null) {
            warnings.add(firstUnsold, "is missing: " + unsold + " seats without a category are not for sale");
        }
        return new SeatingPlan(name, size(pretix.size()), ours, zones, List.copyOf(areas));
    }

    private List<SeatingPlan.Category> categories(@Nullable List<PretixPlan.@Nullable Category> given) {
        String at = ROOT + ".categories";
        List<SeatingPlan.Category> ours = new ArrayList<>();
        List<PretixPlan.@Nullable Category> list = list(given, CATEGORIES_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Category category = list.get(i);
            if (category == null) {
                fail(here, "is missing");
                continue;
            }
            String name = name(category.name(), here + ".name");
            need(categories.add(name), here + ".name", "is the name of another category too");
            String color = color(category.color(), here + ".color");
            ours.add(new SeatingPlan.Category(name, color == null ? COLOR_DEFAULT : color));
        }
        return ours;
    }

    private List<SeatingPlan.Zone> zones(@Nullable List<PretixPlan.@Nullable Zone> given) {
        String at = ROOT + ".zones";
        List<SeatingPlan.Zone> ours = new ArrayList<>();
        List<PretixPlan.@Nullable Zone> list = list(given, ZONES_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Zone zone = list.get(i);
            if (zone == null) {
                fail(here, "is missing");
                continue;
            }
            Point origin = origin(zone.position(), here + ".position");
            String name = zone.name() == null ? "" : text(zone.name(), here + ".name");
            List<SeatingPlan.Row> rows = rows(zone.rows(), origin, name, here + ".rows");
            addAreas(zone.areas(), origin, here + ".areas");
            if (!rows.isEmpty()) {
                ours.add(new SeatingPlan.Zone(name, rows)); // a zone that is only drawn lives on in its areas
            }
        }
        return ours;
    }

    private List<SeatingPlan.Row> rows(
            @Nullable List<PretixPlan.@Nullable Row> given, Point zone, String zoneName, String at) {
        List<SeatingPlan.Row> ours = new ArrayList<>();
        if (given == null) {
            warnings.add(at, "is missing: the zone has no seats");
            return ours;
        }
        List<PretixPlan.@Nullable Row> list = list(given, ROWS_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Row row = list.get(i);
            if (row == null) {
                fail(here, "is missing");
                continue;
            }
            rowCount++;
            Point origin = row.position() == null ? zone : zone.plus(point(row.position(), here + ".position"));
            SeatingPlan.Row names = names(row, i, here);
            List<SeatingPlan.Seat> seats = seats(row.seats(), origin, zoneName, names, here + ".seats");
            if (seats.isEmpty()) {
                warnings.add(here + ".seats", "is empty: the row was left out");
            } else {
                ours.add(new SeatingPlan.Row(names.name(), seats, names.label(), names.seatLabel()));
            }
        }
        return ours;
    }

    /** The row without its seats. */
    private SeatingPlan.Row names(PretixPlan.Row row, int index, String here) {
        String name = numbered(row.rowNumber(), index, here + ".row_number");
        String label = row.rowLabel() == null || TypedText.clean(row.rowLabel()).isEmpty()
                ? null
                : text(row.rowLabel().replace("%s", name), here + ".row_label");
        String seatLabel = row.seatLabel() == null || TypedText.clean(row.seatLabel()).isEmpty()
                ? null
                : text(row.seatLabel(), here + ".seat_label");
        if (seatLabel != null && !seatLabel.contains("%s")) {
            warnings.add(here + ".seat_label", "has no %s for the seat's number: the number alone is shown");
            seatLabel = null;
        }
        return new SeatingPlan.Row(name, List.of(), label, seatLabel);
    }

    private List<SeatingPlan.Seat> seats(
            @Nullable List<PretixPlan.@Nullable Seat> given,
            Point origin,
            String zoneName,
            SeatingPlan.Row row,
            String at) {
        List<PretixPlan.@Nullable Seat> list = given == null ? List.of() : list(given, SEATS_MAX, at);
        List<SeatingPlan.Seat> ours = new ArrayList<>(list.size());
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Seat seat = list.get(i);
            if (seat == null) {
                fail(here, "is missing");
                continue;
            }
            SeatingPlan.Seat read = seat(seat, i, origin, here);
            if (!labels.add(zoneName + "\0" + row.name() + "\0" + read.number())) {
                warnings.add(here + ".seat_number", "is the number of another seat of this zone and row, too");
            }
            ours.add(read);
        }
        return ours;
    }

    private SeatingPlan.Seat seat(PretixPlan.Seat seat, int index, Point row, String here) {
        String id = seat.seatGuid() == null ? "" : TypedText.clean(seat.seatGuid());
        try {
            need(seatIds.add(new SeatId(id).value()), here + ".seat_guid", "is the seat_guid of another seat too");
        } catch (MalformedId e) {
            fail(here + ".seat_guid", "must be " + SeatId.SHAPE);
        }
        String category = category(seat.category(), here + ".category");
        Point place = row.plus(point(seat.position(), here + ".position"));
        right = Math.max(right, place.x());
        bottom = Math.max(bottom, place.y());
        String number = numbered(seat.seatNumber(), index, here + ".seat_number");
        return new SeatingPlan.Seat(id, number, place.x(), place.y(), category);
    }

    /** Empty for a seat that is not for sale. */
    private String category(@Nullable String given, String at) {
        String category = given == null ? "" : TypedText.clean(given);
        if (category.isEmpty()) {
            unsold++;
            firstUnsold = firstUnsold == null ? at : firstUnsold;
        } else {
            need(categories.contains(category), at, "is not among the plan's categories");
        }
        return category;
    }

    private void addAreas(@Nullable List<PretixPlan.@Nullable Area> given, Point zone, String at) {
        List<PretixPlan.@Nullable Area> list = given == null ? List.of() : list(given, AREAS_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Area area = list.get(i);
            if (area == null) {
                fail(here, "is missing");
                continue;
            }
            Point place = zone.plus(point(area.position(), here + ".position"));
            Figure figure = figure(area, here);
            if (figure == null) {
                warnings.add(here + ".shape", "is no shape that we draw: the area was left out");
                continue;
            }
            areas.add(new SeatingPlan.Area(
                    place.x(),
                    place.y(),
                    figure.width(),
                    figure.height(),
                    area.rotation() == null ? 0 : coordinate(area.rotation(), here + ".rotation"),
                    color(area.color(), here + ".color"),
                    color(area.borderColor(), here + ".border_color"),
                    areaText(area.text(), here + ".text"),
                    figure.shape(),
                    figure.points()));
        }
    }

    private record Figure(
            SeatingPlan.Shape shape,
            double width,
            double height,
            @Nullable List<SeatingPlan.Point> points) {}

    /** Null for a shape that we do not know. */
    private @Nullable Figure figure(PretixPlan.Area area, String here) {
        return switch (area.shape() == null ? "rectangle" : area.shape()) {
            case "rectangle" -> rectangle(area, here);
            case "circle" -> {
                Double radius = area.circle() == null ? null : area.circle().radius();
                yield ellipse(radius, radius, here + ".circle.radius");
            }
            case "ellipse" -> {
                Position radius = area.ellipse() == null ? null : area.ellipse().radius();
                yield ellipse(
                        radius == null ? null : radius.x(),
                        radius == null ? null : radius.y(),
                        here + ".ellipse.radius");
            }
            case "polygon" ->
                polygon(area.polygon() == null ? null : area.polygon().points(), here + ".polygon.points");
            case "text" -> new Figure(SeatingPlan.Shape.TEXT, 0, 0, null);
            default -> null;
        };
    }

    private Figure rectangle(PretixPlan.Area area, String here) {
        PretixPlan.Rectangle own = area.rectangle();
        return own == null
                ? new Figure(
                        SeatingPlan.Shape.RECTANGLE,
                        length(area.width(), here + ".width"),
                        length(area.height(), here + ".height"),
                        null)
                : new Figure(
                        SeatingPlan.Shape.RECTANGLE,
                        length(own.width(), here + ".rectangle.width"),
                        length(own.height(), here + ".rectangle.height"),
                        null);
    }

    private Figure ellipse(@Nullable Double radiusX, @Nullable Double radiusY, String at) {
        return new Figure(SeatingPlan.Shape.ELLIPSE, 2 * length(radiusX, at), 2 * length(radiusY, at), null);
    }

    private Figure polygon(@Nullable List<@Nullable Position> given, String at) {
        List<SeatingPlan.Point> points = new ArrayList<>();
        List<@Nullable Position> list = list(given, POINTS_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            Point point = point(list.get(i), at + "[" + i + "]");
            points.add(new SeatingPlan.Point(point.x(), point.y()));
        }
        return new Figure(SeatingPlan.Shape.POLYGON, 0, 0, points);
    }

    private @Nullable String areaText(PretixPlan.@Nullable Text given, String at) {
        String text = given == null || given.text() == null ? "" : text(given.text(), at);
        return text.isEmpty() ? null : text;
    }

    /** The size that is given, or one that holds every seat. */
    private SeatingPlan.Size size(PretixPlan.@Nullable Size given) {
        return given == null
                ? new SeatingPlan.Size(right, bottom)
                : new SeatingPlan.Size(
                        length(given.width(), ROOT + ".size.width"), length(given.height(), ROOT + ".size.height"));
    }

    private record Point(double x, double y) {
        Point plus(Point other) {
            return new Point(rounded(x + other.x), rounded(y + other.y));
        }

        private static double rounded(double value) {
            return Math.round(value * 1_000) / 1_000.0; // sums like 0.1 + 0.2 stay readable
        }
    }

    /** A zone may leave its own place out: then its rows' places are the plan's. */
    private Point origin(@Nullable Position position, String at) {
        if (position == null) {
            warnings.add(at, "is missing: 0, 0 was taken");
            return new Point(0, 0);
        }
        return point(position, at);
    }

    private Point point(@Nullable Position position, String at) {
        if (position == null) {
            fail(at, "is missing");
            return new Point(0, 0);
        }
        return new Point(coordinate(position.x(), at + ".x"), coordinate(position.y(), at + ".y"));
    }

    private double coordinate(@Nullable Double value, String at) {
        if (value == null || !Double.isFinite(value) || Math.abs(value) > COORDINATE_MAX) {
            fail(at, "must be a number from -" + (long) COORDINATE_MAX + " to " + (long) COORDINATE_MAX);
            return 0;
        }
        return value;
    }

    private double length(@Nullable Double value, String at) {
        double length = coordinate(value, at);
        need(length >= 0, at, "must not be negative");
        return length;
    }

    private @Nullable String color(@Nullable String value, String at) {
        if (value == null || COLOR.matcher(value).matches()) {
            return value;
        }
        warnings.add(at, "is no color like #b5179e, rgb(181,23,158) or a color's name, and was left out");
        return null;
    }

    /** The number or name that is given, or else its place in the list, from 1. */
    private String numbered(@Nullable String value, int index, String at) {
        String given = value == null ? "" : TypedText.clean(value);
        if (given.isEmpty()) {
            warnings.add(at, "is missing: " + (index + 1) + " was taken, its place in the list");
            return Integer.toString(index + 1);
        }
        return text(given, at);
    }

    private String name(@Nullable String value, String at) {
        if (value == null || TypedText.clean(value).isEmpty()) {
            fail(at, "is missing");
            return "";
        }
        return text(value, at);
    }

    /** One form for each text, so that two that look the same are the same. Empty if there is nothing in it. */
    private String text(String value, String at) {
        String text = TypedText.clean(value);
        String flaw = text.isEmpty() ? null : TypedText.flaw(text, NAME_MAX);
        if (flaw != null) {
            fail(at, flaw);
        }
        return text;
    }

    private <T> List<@Nullable T> list(@Nullable List<@Nullable T> given, int max, String at) {
        if (given == null) {
            fail(at, "is missing");
            return List.of();
        }
        if (given.size() > max) {
            fail(at, "must have at most " + max + " entries");
            return List.of();
        }
        return given;
    }

    /** Whether to read on: with so many errors, or seats, nothing more is worth telling. */
    private boolean isWorthwhile() {
        return errors.size() < ERRORS_MAX && seatIds.size() <= SEATS_MAX;
    }

    private void need(boolean holds, String at, String message) {
        if (!holds) {
            fail(at, message);
        }
    }

    private void fail(String at, String message) {
        if (errors.size() < ERRORS_MAX) {
            errors.add(new FieldError(at, message));
        }
    }
}
