package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.ticket.catalogue.PlanValues.Point;
import io.onsale.ticket.catalogue.PretixPlan.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes that a plan draws besides seats, in either generation of pretix's format. */
final class PlanAreas {
    private static final int POINTS_MAX = 1_000; // per polygon
    private static final int AREA_ID_MAX = 40; // code points: it is in the id of each of its places
    private static final Figure TEXT = new Figure(SeatingPlan.Shape.TEXT, 0, 0, null);

    private final PlanValues values;
    private final PlanWarnings warnings;
    private final List<SeatingPlan.Area> areas = new ArrayList<>();
    private final List<Standing> standing = new ArrayList<>();

    /**
     * An area that holds people without seats.
     *
     * @param centre where its places are drawn, all at one point
     * @param at the path of its {@code general_admission}
     */
    record Standing(PretixPlan.GeneralAdmission given, String id, String name, Point centre, String at) {}

    PlanAreas(PlanValues values, PlanWarnings warnings) {
        this.values = values;
        this.warnings = warnings;
    }

    int size() {
        return areas.size();
    }

    List<SeatingPlan.Area> all() {
        return List.copyOf(areas);
    }

    /** The general-admission areas, in the plan's order. */
    List<Standing> standing() {
        return List.copyOf(standing);
    }

    void add(@Nullable List<PretixPlan.@Nullable Area> given, Point zone, String at) {
        List<PretixPlan.@Nullable Area> list = given == null ? List.of() : values.list(given, PlanImport.AREAS_MAX, at);
        for (int i = 0; i < list.size(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Area area = list.get(i);
            if (area == null) {
                values.fail(here, "is missing");
                continue;
            }
            add(area, zone.plus(values.point(area.position(), here + ".position")), here);
        }
    }

    private void add(PretixPlan.Area area, Point place, String here) {
        Figure figure = figure(area, here);
        if (figure == null && area.generalAdmission() == null) {
            warnings.add(here + ".shape", "is not a supported shape: the area was left out");
            return;
        }
        if (figure == null) {
            warnings.add(here + ".shape", "is not a supported shape: only the area's name is drawn");
            figure = TEXT;
        }
        String text = areaText(area.text(), here + ".text");
        areas.add(new SeatingPlan.Area(
                place.x(),
                place.y(),
                figure.width(),
                figure.height(),
                area.rotation() == null ? 0 : values.coordinate(area.rotation(), here + ".rotation"),
                values.color(area.color(), here + ".color"),
                values.color(area.borderColor(), here + ".border_color"),
                text,
                figure.shape(),
                figure.points(),
                standing(area.generalAdmission(), text, figure.centre(place), here + ".general_admission")));
    }

    /** The area's id; null if it holds nobody. */
    private @Nullable String standing(
            PretixPlan.@Nullable GeneralAdmission given, @Nullable String text, Point centre, String at) {
        if (given == null) {
            return null;
        }
        String id = values.name(given.id(), at + ".id");
        values.need(
                id.codePointCount(0, id.length()) <= AREA_ID_MAX,
                at + ".id",
                "must have at most " + AREA_ID_MAX + " characters");
        String typed = given.name() == null ? "" : values.text(given.name(), at + ".name");
        String name = !typed.isEmpty() ? typed : text == null ? id : text;
        standing.add(new Standing(given, id, name, centre, at));
        return id;
    }

    private record Figure(
            SeatingPlan.Shape shape,
            double width,
            double height,
            @Nullable List<SeatingPlan.Point> points) {
        Point centre(Point place) {
            if (points == null || points.isEmpty()) {
                boolean isCorner = shape == SeatingPlan.Shape.RECTANGLE;
                return isCorner ? place.plus(new Point(width / 2, height / 2)) : place;
            }
            double x =
                    points.stream().mapToDouble(SeatingPlan.Point::x).average().orElse(0);
            double y =
                    points.stream().mapToDouble(SeatingPlan.Point::y).average().orElse(0);
            return place.plus(new Point(x, y));
        }
    }

    /** Null for an unknown shape. */
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
            case "text" -> TEXT;
            default -> null;
        };
    }

    private Figure rectangle(PretixPlan.Area area, String here) {
        PretixPlan.Rectangle own = area.rectangle();
        return own == null
                ? new Figure(
                        SeatingPlan.Shape.RECTANGLE,
                        values.length(area.width(), here + ".width"),
                        values.length(area.height(), here + ".height"),
                        null)
                : new Figure(
                        SeatingPlan.Shape.RECTANGLE,
                        values.length(own.width(), here + ".rectangle.width"),
                        values.length(own.height(), here + ".rectangle.height"),
                        null);
    }

    private Figure ellipse(@Nullable Double radiusX, @Nullable Double radiusY, String at) {
        return new Figure(
                SeatingPlan.Shape.ELLIPSE, 2 * values.length(radiusX, at), 2 * values.length(radiusY, at), null);
    }

    private Figure polygon(@Nullable List<@Nullable Position> given, String at) {
        List<SeatingPlan.Point> points = new ArrayList<>();
        List<@Nullable Position> list = values.list(given, POINTS_MAX, at);
        for (int i = 0; i < list.size(); i++) {
            Point point = values.point(list.get(i), at + "[" + i + "]");
            points.add(new SeatingPlan.Point(point.x(), point.y()));
        }
        return new Figure(SeatingPlan.Shape.POLYGON, 0, 0, points);
    }

    private @Nullable String areaText(PretixPlan.@Nullable Text given, String at) {
        String text = given == null || given.text() == null ? "" : values.text(given.text(), at);
        return text.isEmpty() ? null : text;
    }
}
