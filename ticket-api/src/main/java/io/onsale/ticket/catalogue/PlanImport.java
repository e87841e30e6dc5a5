package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.MalformedId;
import io.onsale.kernel.id.SeatId;
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
 * seatingPlan.zones[3].rows[0].seats[7].category}. Pure; about a microsecond a seat.
 */
public final class PlanImport {
    public static final int SEATS_MAX = 120_000; // the largest halls there are; 24 MB of JSON in memory
    public static final int ZONES_MAX = 2_000;
    public static final int ROWS_MAX = 20_000;
    public static final int AREAS_MAX = 2_000;
    public static final int CATEGORIES_MAX = 50;
    public static final int NAME_MAX = 100; // characters
    public static final double COORDINATE_MAX = 1_000_000; // plan units, 20 km
    static final int ERRORS_MAX = 20; // a plan that is wrong is often wrong everywhere

    private static final Pattern COLOR =
            Pattern.compile("#[0-9A-Fa-f]{3,8}|[A-Za-z]{1,30}"); // nothing else gets into a drawing
    private static final String COLOR_DEFAULT = "#888888";
    private static final String ROOT = "seatingPlan";

    /** What became of a plan. */
    public sealed interface Outcome {
        record Imported(SeatingPlan plan) implements Outcome {}

        /** @param errors the first {@value PlanImport#ERRORS_MAX} */
        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> categories = new HashSet<>();
    private final Set<String> seatIds = new HashSet<>();
    private final List<SeatingPlan.Area> areas = new ArrayList<>();
    private int rowCount;
    private double right = 1;
    private double bottom = 1;

    private PlanImport() {}

    public static Outcome read(@Nullable PretixPlan pretix) {
        PlanImport reading = new PlanImport();
        SeatingPlan plan = reading.plan(pretix == null ? new PretixPlan(null, null, null, null) : pretix);
        return reading.errors.isEmpty() ? new Outcome.Imported(plan) : new Outcome.Invalid(List.copyOf(reading.errors));
    }

    private SeatingPlan plan(PretixPlan pretix) {
        String name = name(pretix.name(), ROOT + ".name");
        List<SeatingPlan.Category> ours = categories(pretix.categories());
        List<SeatingPlan.Zone> zones = zones(pretix.zones());
        need(!seatIds.isEmpty() || !errors.isEmpty(), ROOT + ".zones", "has no seats");
        need(seatIds.size() <= SEATS_MAX, ROOT + ".zones", "has more than " + SEATS_MAX + " seats");
        need(rowCount <= ROWS_MAX, ROOT + ".zones", "has more than " + ROWS_MAX + " rows");
        need(areas.size() <= AREAS_MAX, ROOT + ".zones", "has more than " + AREAS_MAX + " areas");
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
            Point origin = point(zone.position(), here + ".position");
            String name = zone.name() == null ? "" : text(zone.name(), here + ".name");
            List<SeatingPlan.Row> rows = rows(zone.rows(), origin, here + ".rows");
            addAreas(zone.areas(), origin, here + ".areas");
            if (!rows.isEmpty()) {
                ours.add(new SeatingPlan.Zone(name, rows)); // a zone that is only drawn lives on in its areas
            }
        }
        return ours;
    }

    private List<SeatingPlan.Row> rows(@Nullable List<PretixPlan.@Nullable Row> given, Point zone, String at) {
        List<SeatingPlan.Row> ours = new ArrayList<>();
        List<PretixPlan.@Nullable Row> list = list(given, ROWS_MAX, at);
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Row row = list.get(i);
            if (row == null) {
                fail(here, "is missing");
                continue;
            }
            Point origin = row.position() == null ? zone : zone.plus(point(row.position(), here + ".position"));
            String name = name(row.rowNumber(), here + ".row_number");
            List<SeatingPlan.Seat> seats = seats(row.seats(), origin, here + ".seats");
            rowCount++;
            if (!seats.isEmpty()) {
                ours.add(new SeatingPlan.Row(name, seats));
            }
        }
        return ours;
    }

    private List<SeatingPlan.Seat> seats(@Nullable List<PretixPlan.@Nullable Seat> given, Point row, String at) {
        List<PretixPlan.@Nullable Seat> list = list(given, SEATS_MAX, at);
        List<SeatingPlan.Seat> ours = new ArrayList<>(list.size());
        for (int i = 0; i < list.size() && isWorthwhile(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Seat seat = list.get(i);
            if (seat == null) {
                fail(here, "is missing");
            } else {
                ours.add(seat(seat, row, here));
            }
        }
        return ours;
    }

    private SeatingPlan.Seat seat(PretixPlan.Seat seat, Point row, String here) {
        String id = seat.seatGuid() == null ? "" : seat.seatGuid();
        try {
            need(seatIds.add(new SeatId(id).value()), here + ".seat_guid", "is the seat_guid of another seat too");
        } catch (MalformedId e) {
            fail(here + ".seat_guid", "must be 1 to " + SeatId.LENGTH_MAX + " visible ASCII characters");
        }
        String category = seat.category() == null ? "" : seat.category();
        need(categories.contains(category), here + ".category", "is not among the plan's categories");
        Point place = row.plus(point(seat.position(), here + ".position"));
        right = Math.max(right, place.x());
        bottom = Math.max(bottom, place.y());
        return new SeatingPlan.Seat(id, name(seat.seatNumber(), here + ".seat_number"), place.x(), place.y(), category);
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
            areas.add(new SeatingPlan.Area(
                    place.x(),
                    place.y(),
                    length(area.width(), here + ".width"),
                    length(area.height(), here + ".height"),
                    area.rotation() == null ? 0 : coordinate(area.rotation(), here + ".rotation"),
                    color(area.color(), here + ".color"),
                    color(area.borderColor(), here + ".border_color"),
                    area.text() == null ? null : text(area.text(), here + ".text")));
        }
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
        need(value == null || COLOR.matcher(value).matches(), at, "must be a color like #b5179e or a color's name");
        return value;
    }

    private String name(@Nullable String value, String at) {
        if (value == null || value.isBlank()) {
            fail(at, "is missing");
            return "";
        }
        return text(value, at);
    }

    private String text(String value, String at) {
        need(value.length() <= NAME_MAX, at, "must have at most " + NAME_MAX + " characters");
        need(value.chars().noneMatch(Character::isISOControl), at, "must not have control characters");
        return value;
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
