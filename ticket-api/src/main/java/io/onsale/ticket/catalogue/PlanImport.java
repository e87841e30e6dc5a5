package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.MalformedId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.catalogue.PlanValues.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts a plan in pretix's format to ours, or lists its errors, each with its path such as {@code
 * seatingPlan.zones[3].rows[0].seats[7].category}. Harmless oddities are accepted with a warning; anything that would be sold wrongly is
 * refused. Pure; about a microsecond per seat.
 */
public final class PlanImport {
    public static final int SEATS_MAX = 120_000; // the largest existing halls; 24 MB of JSON in memory
    public static final int ZONES_MAX = 2_000;
    public static final int ROWS_MAX = 20_000;
    public static final int AREAS_MAX = 2_000;
    public static final int CATEGORIES_MAX = 50;

    private static final String COLOR_DEFAULT = "#888888";
    static final String ROOT = "seatingPlan";

    /** The result. */
    public sealed interface Outcome {
        /** @param warnings what was left out or assumed */
        record Imported(SeatingPlan plan, List<FieldError> warnings) implements Outcome {}

        /** @param errors the first {@value PlanValues#ERRORS_MAX}, and the number of the others */
        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    private final PlanWarnings warnings;
    private final PlanValues values;
    private final PlanAreas areas;
    private final Set<String> categories = new HashSet<>();
    private final Set<String> usedCategories = new HashSet<>();
    private final Set<String> seatIds = new HashSet<>();
    private final Set<String> standingIds = new HashSet<>();
    private final Set<String> labels = new HashSet<>();
    private @Nullable String firstUnsold; // the path of the first seat without a category
    private int unsold;
    private @Nullable String firstCompanion; // the path of the first one
    private boolean hasAccessible;
    private int rowCount;
    private double right = 1;
    private double bottom = 1;

    private PlanImport(PlanWarnings warnings) {
        this.warnings = warnings;
        this.values = new PlanValues(warnings);
        this.areas = new PlanAreas(values, warnings);
    }

    /** @param warnings warnings from reading the JSON, to which the import adds its own */
    public static Outcome read(@Nullable PretixPlan pretix, PlanWarnings warnings) {
        PlanImport reading = new PlanImport(warnings);
        SeatingPlan plan = reading.plan(pretix == null ? new PretixPlan(null, null, null, null, null) : pretix);
        List<FieldError> errors = reading.values.errors();
        return errors.isEmpty() ? new Outcome.Imported(plan, warnings.all()) : new Outcome.Invalid(errors);
    }

    private SeatingPlan plan(PretixPlan pretix) {
        String name = values.name(pretix.name(), ROOT + ".name");
        List<SeatingPlan.Category> ours = categories(pretix.categories());
        List<SeatingPlan.Zone> zones = zones(pretix.zones());
        areas.standing().forEach(area -> zones.add(standing(area))); // last, so that the seats keep the list's order
        Point focalPoint =
                pretix.focalPoint() == null ? null : values.point(pretix.focalPoint(), ROOT + ".focal_point");
        values.need(!seatIds.isEmpty() || values.isWrong(), ROOT + ".zones", "has no seats");
        values.need(seatIds.size() <= SEATS_MAX, ROOT + ".zones", "has more than " + SEATS_MAX + " seats");
        values.need(rowCount <= ROWS_MAX, ROOT + ".zones", "has more than " + ROWS_MAX + " rows");
        values.need(areas.size() <= AREAS_MAX, ROOT + ".zones", "has more than " + AREAS_MAX + " areas");
        if (firstUnsold != null) {
            warnings.add(firstUnsold, "is missing: " + unsold + " seats without a category are not for sale");
        }
        if (firstCompanion != null && !hasAccessible) {
            warnings.add(firstCompanion, "cannot be sold: the plan has no accessible seat to sell it with");
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!usedCategories.contains(ours.get(i).name())) {
                warnings.add(ROOT + ".categories[" + i + "]", "has no seats");
            }
        }
        SeatingPlan.Point focus = focalPoint == null ? null : new SeatingPlan.Point(focalPoint.x(), focalPoint.y());
        return new SeatingPlan(name, size(pretix.size()), ours, zones, areas.all(), focus);
    }

    /** The area as a zone of unnumbered seats. */
    private SeatingPlan.Zone standing(PlanAreas.Standing area) {
        Integer given = area.given().capacity();
        int capacity = given == null ? 0 : given;
        String rule = "must be a number of people from 1 to " + SEATS_MAX;
        values.need(capacity >= 1 && capacity <= SEATS_MAX, area.at() + ".capacity", rule);
        values.need(standingIds.add(area.id()), area.at() + ".id", "is also the id of another general-admission area");
        String category = category(area.given().category(), area.at() + ".category");
        List<SeatingPlan.Seat> places = new ArrayList<>();
        for (int n = 1; n <= Math.min(capacity, SEATS_MAX) && !isTooLarge(); n++) {
            String id = area.id() + "#" + n;
            if (!isFresh(id, area.at() + ".id")) {
                break; // one error is enough: the others are the same
            }
            places.add(new SeatingPlan.Seat(
                    id, Integer.toString(n), area.centre().x(), area.centre().y(), category));
        }
        return new SeatingPlan.Zone(area.name(), List.of(new SeatingPlan.Row("", places)), area.id());
    }

    private List<SeatingPlan.Category> categories(@Nullable List<PretixPlan.@Nullable Category> given) {
        String at = ROOT + ".categories";
        List<SeatingPlan.Category> ours = new ArrayList<>();
        List<PretixPlan.@Nullable Category> list = values.list(given, CATEGORIES_MAX, at);
        for (int i = 0; i < list.size() && !isTooLarge(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Category category = list.get(i);
            if (category == null) {
                values.fail(here, "is missing");
                continue;
            }
            String name = values.name(category.name(), here + ".name");
            values.need(categories.add(name), here + ".name", "is also the name of another category");
            String color = values.color(category.color(), here + ".color");
            ours.add(new SeatingPlan.Category(name, color == null ? COLOR_DEFAULT : color));
        }
        return ours;
    }

    private List<SeatingPlan.Zone> zones(@Nullable List<PretixPlan.@Nullable Zone> given) {
        String at = ROOT + ".zones";
        List<SeatingPlan.Zone> ours = new ArrayList<>();
        List<PretixPlan.@Nullable Zone> list = values.list(given, ZONES_MAX, at);
        for (int i = 0; i < list.size() && !isTooLarge(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Zone zone = list.get(i);
            if (zone == null) {
                values.fail(here, "is missing");
                continue;
            }
            Point origin = values.origin(zone.position(), here + ".position");
            String name = zone.name() == null ? "" : values.text(zone.name(), here + ".name");
            List<SeatingPlan.Row> rows = rows(zone.rows(), origin, name, here + ".rows");
            areas.add(zone.areas(), origin, here + ".areas");
            if (rows.isEmpty() && (zone.areas() == null || zone.areas().isEmpty()) && zone.rows() != null) {
                warnings.add(here, "has neither seats nor areas: the zone was left out");
            }
            if (!rows.isEmpty()) {
                ours.add(new SeatingPlan.Zone(name, rows)); // a zone that is only drawn is kept as areas
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
        List<PretixPlan.@Nullable Row> list = values.list(given, ROWS_MAX, at);
        for (int i = 0; i < list.size() && !isTooLarge(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Row row = list.get(i);
            if (row == null) {
                values.fail(here, "is missing");
                continue;
            }
            rowCount++;
            Point origin = row.position() == null ? zone : zone.plus(values.point(row.position(), here + ".position"));
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
        String name = values.numbered(row.rowNumber(), index, here + ".row_number");
        String label = row.rowLabel() == null || TypedText.clean(row.rowLabel()).isEmpty()
                ? null
                : values.text(row.rowLabel().replace("%s", name), here + ".row_label");
        String seatLabel =
                row.seatLabel() == null || TypedText.clean(row.seatLabel()).isEmpty()
                        ? null
                        : values.text(row.seatLabel(), here + ".seat_label");
        if (seatLabel != null && !seatLabel.contains("%s")) {
            warnings.add(here + ".seat_label", "has no %s for the seat's number: only the number is shown");
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
        List<PretixPlan.@Nullable Seat> list = given == null ? List.of() : values.list(given, SEATS_MAX, at);
        List<SeatingPlan.Seat> ours = new ArrayList<>(list.size());
        for (int i = 0; i < list.size() && !isTooLarge(); i++) {
            String here = at + "[" + i + "]";
            PretixPlan.Seat seat = list.get(i);
            if (seat == null) {
                values.fail(here, "is missing");
                continue;
            }
            SeatingPlan.Seat read = seat(seat, i, origin, here);
            if (!labels.add(zoneName + "\0" + row.name() + "\0" + read.number())) {
                warnings.add(here + ".seat_number", "is also the number of another seat of this zone and row");
            }
            ours.add(read);
        }
        return ours;
    }

    private SeatingPlan.Seat seat(PretixPlan.Seat seat, int index, Point row, String here) {
        String id = seat.seatGuid() == null ? "" : TypedText.clean(seat.seatGuid());
        isFresh(id, here + ".seat_guid");
        String category = category(seat.category(), here + ".category");
        Point place = row.plus(values.point(seat.position(), here + ".position"));
        right = Math.max(right, place.x());
        bottom = Math.max(bottom, place.y());
        String number = values.numbered(seat.seatNumber(), index, here + ".seat_number");
        return new SeatingPlan.Seat(id, number, place.x(), place.y(), category, features(seat, here));
    }

    /** Whether {@code id} can be a seat's id and no other seat has it. */
    private boolean isFresh(String id, String at) {
        try {
            boolean isFresh = seatIds.add(new SeatId(id).value());
            values.need(isFresh, at, "is also the seat_guid of another seat");
            return isFresh;
        } catch (MalformedId e) {
            values.fail(at, "must be " + SeatId.SHAPE);
            return false;
        }
    }

    /** Null: none. */
    private @Nullable List<SeatingPlan.Feature> features(PretixPlan.Seat seat, String here) {
        List<SeatingPlan.Feature> features = new ArrayList<>(0);
        if (Boolean.TRUE.equals(seat.accessible())) {
            features.add(SeatingPlan.Feature.ACCESSIBLE);
            hasAccessible = true;
        }
        if (Boolean.TRUE.equals(seat.companion())) {
            values.need(features.isEmpty(), here + ".companion", "cannot be true for an accessible seat");
            features.add(SeatingPlan.Feature.COMPANION);
            firstCompanion = firstCompanion == null ? here + ".companion" : firstCompanion;
        }
        if (Boolean.TRUE.equals(seat.restrictedView())) {
            features.add(SeatingPlan.Feature.RESTRICTED_VIEW);
        }
        return features.isEmpty() ? null : List.copyOf(features);
    }

    /** Empty for a seat that is not for sale. */
    private String category(@Nullable String given, String at) {
        String category = given == null ? "" : TypedText.clean(given);
        if (category.isEmpty()) {
            unsold++;
            firstUnsold = firstUnsold == null ? at : firstUnsold;
        } else {
            usedCategories.add(category);
            values.need(categories.contains(category), at, "is not one of the plan's categories");
        }
        return category;
    }

    /** The given size, or one that contains every seat. */
    private SeatingPlan.Size size(PretixPlan.@Nullable Size given) {
        return given == null
                ? new SeatingPlan.Size(right, bottom)
                : new SeatingPlan.Size(
                        values.length(given.width(), ROOT + ".size.width"),
                        values.length(given.height(), ROOT + ".size.height"));
    }

    /** More than a plan may have: nothing else in it matters then, and the memory stays bounded. */
    private boolean isTooLarge() {
        return seatIds.size() > SEATS_MAX;
    }
}
