package io.onsale.ticket.catalogue;

import io.onsale.kernel.text.TypedText;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.catalogue.PretixPlan.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the values of a plan and collects their errors by path. */
final class PlanValues {
    static final int ERRORS_MAX = 200; // as many as a person mends in one go; the rest are counted
    private static final int NAME_MAX = 100; // code points
    private static final double COORDINATE_MAX = 1_000_000; // plan units, 20 km
    private static final Pattern COLOR = Pattern.compile(
            "#[0-9A-Fa-f]{3,8}|[A-Za-z]{1,30}|(?:rgb|hsl)a?\\([0-9.,%/ ]{1,40}\\)"); // nothing else may get into an SVG

    private final List<FieldError> errors = new ArrayList<>();
    private final PlanWarnings warnings;
    private int more;

    PlanValues(PlanWarnings warnings) {
        this.warnings = warnings;
    }

    /** All errors, or the first {@value #ERRORS_MAX} and the number of the others. */
    List<FieldError> errors() {
        List<FieldError> all = new ArrayList<>(errors);
        if (more > 0) {
            all.add(new FieldError(PlanImport.ROOT, "has " + more + " more errors"));
        }
        return all;
    }

    boolean isWrong() {
        return !errors.isEmpty();
    }

    record Point(double x, double y) {
        Point plus(Point other) {
            return new Point(rounded(x + other.x), rounded(y + other.y));
        }

        private static double rounded(double value) {
            return Math.round(value * 1_000) / 1_000.0; // sums like 0.1 + 0.2 stay readable
        }
    }

    /** A zone may have no position: then the positions of its rows are relative to the plan. */
    Point origin(@Nullable Position position, String at) {
        if (position == null) {
            warnings.add(at, "is missing: 0, 0 is assumed");
            return new Point(0, 0);
        }
        return point(position, at);
    }

    Point point(@Nullable Position position, String at) {
        if (position == null) {
            fail(at, "is missing");
            return new Point(0, 0);
        }
        return new Point(coordinate(position.x(), at + ".x"), coordinate(position.y(), at + ".y"));
    }

    double coordinate(@Nullable Double value, String at) {
        if (value == null || !Double.isFinite(value) || Math.abs(value) > COORDINATE_MAX) {
            fail(at, "must be a number from -" + (long) COORDINATE_MAX + " to " + (long) COORDINATE_MAX);
            return 0;
        }
        return value;
    }

    double length(@Nullable Double value, String at) {
        double length = coordinate(value, at);
        need(length >= 0, at, "must not be negative");
        return length;
    }

    @Nullable
    String color(@Nullable String value, String at) {
        if (value == null || COLOR.matcher(value).matches()) {
            return value;
        }
        warnings.add(at, "is not a color such as #b5179e, rgb(181,23,158) or a color name, and was left out");
        return null;
    }

    /** The given number or name, or else its position in the list, from 1. */
    String numbered(@Nullable String value, int index, String at) {
        String given = value == null ? "" : TypedText.clean(value);
        if (given.isEmpty()) {
            warnings.add(at, "is missing: " + (index + 1) + " is assumed, its position in the list");
            return Integer.toString(index + 1);
        }
        return text(given, at);
    }

    String name(@Nullable String value, String at) {
        if (value == null || TypedText.clean(value).isEmpty()) {
            fail(at, "is missing");
            return "";
        }
        return text(value, at);
    }

    /** The text in one normal form, so that texts that look the same are equal. Empty for a blank text. */
    String text(String value, String at) {
        String text = TypedText.clean(value);
        String flaw = text.isEmpty() ? null : TypedText.flaw(text, NAME_MAX);
        if (flaw != null) {
            fail(at, flaw);
        }
        return text;
    }

    <T> List<@Nullable T> list(@Nullable List<@Nullable T> given, int max, String at) {
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

    void need(boolean holds, String at, String message) {
        if (!holds) {
            fail(at, message);
        }
    }

    void fail(String at, String message) {
        if (errors.size() < ERRORS_MAX) {
            errors.add(new FieldError(at, message));
        } else {
            more++;
        }
    }
}
