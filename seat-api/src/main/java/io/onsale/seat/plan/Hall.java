package io.onsale.seat.plan;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.SeatingPlan.Point;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All seats of a performance, in the order of their indices. Immutable, and shared by the performances of a sale. */
public final class Hall {
    /** Most seats of a hall; limits every buffer that is sized by seats. */
    public static final int SEATS_MAX = 120_000;

    private static final int NOT_FOR_SALE = -1;

    /**
     * Neighbouring seats of one row and one grade, with no aisle between them: their indices follow one another, in one direction or the
     * other. Where a row's list is out of order, it is several runs; two seats that are not neighbours are never in one.
     *
     * @param first the first one's index
     */
    public record Run(int first, int length, String grade, String section) {}

    private final String version;
    private final List<HallSeat> seats;
    private final Map<String, HallSeat> byId;
    private final List<Run> runs;
    private final List<RankedRun> ranked;
    private final RunsOfRows rows;
    private final List<GeneralAdmission> generalAdmissions;
    private final @Nullable Point focalPoint;
    private final int[] blocked;
    private final List<String> grades;

    private Hall(Reading reading) {
        version = reading.document.version();
        seats = List.copyOf(reading.seats);
        byId = reading.byId;
        runs = List.copyOf(reading.runs);
        ranked = Ranking.of(reading.document, runs);
        rows = RunsOfRows.of(ranked, seats.size());
        generalAdmissions = List.copyOf(reading.generalAdmissions);
        focalPoint = reading.document.focalPoint();
        blocked = reading.blocked.stream().mapToInt(Integer::intValue).toArray();
        grades = reading.document.grades().stream().map(Grade::name).toList();
    }

    public static Hall of(PlanDocument document) {
        return new Hall(new Reading(document));
    }

    /** The plan's version: equal versions are equal plans. */
    public String version() {
        return version;
    }

    public int seatCount() {
        return seats.size();
    }

    public HallSeat seat(int index) {
        return seats.get(index);
    }

    /** The seat of that id, or null if the plan has none. */
    public @Nullable HallSeat findSeat(SeatId id) {
        return byId.get(id.value());
    }

    /** Runs of numbered seats in the plan's order. */
    public List<Run> runs() {
        return runs;
    }

    /** The runs as best-available chooses from them, the nearest to the focal point first. */
    public List<RankedRun> ranked() {
        return ranked;
    }

    /** The runs of a seat's row that have its grade; none for a protected seat and for one of general admission. */
    public List<RankedRun> runsBeside(int index) {
        return rows.of(index);
    }

    /** The general-admission area of that id, or null if none is for sale. */
    public @Nullable GeneralAdmission findArea(String id) {
        return generalAdmissions.stream()
                .filter(area -> area.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The general-admission areas that are for sale, in the plan's order. */
    public List<GeneralAdmission> generalAdmissions() {
        return generalAdmissions;
    }

    /** Where people look, in plan units; null if the plan does not say. */
    public @Nullable Point focalPoint() {
        return focalPoint;
    }

    public boolean hasGrade(String grade) {
        return grades.contains(grade);
    }

    /** Whether {@code section} has a seat for sale. */
    public boolean hasSection(String section) {
        return runs.stream().anyMatch(run -> run.section().equals(section))
                || generalAdmissions.stream().anyMatch(area -> area.name().equals(section));
    }

    /** Indices of the seats whose category has no grade, which are not for sale. Ascending; do not change the array. */
    public int[] blocked() {
        return blocked;
    }

    /** What is gathered in one pass over the document. */
    private static final class Reading {
        private final PlanDocument document;
        private final Map<String, Integer> gradeByCategory = new HashMap<>();
        private final List<HallSeat> seats;
        private final Map<String, HallSeat> byId;
        private final List<Run> runs = new ArrayList<>();
        private final List<GeneralAdmission> generalAdmissions = new ArrayList<>();
        private final List<Integer> blocked = new ArrayList<>();

        Reading(PlanDocument document) {
            this.document = document;
            this.seats = new ArrayList<>(document.seatCount());
            this.byId = HashMap.newHashMap(document.seatCount());
            for (int i = 0; i < document.grades().size(); i++) {
                for (String category : document.grades().get(i).categories()) {
                    gradeByCategory.put(category, i);
                }
            }
            for (Zone zone : document.zones()) {
                Aisles aisles = Aisles.of(zone);
                for (Row row : zone.rows()) {
                    read(zone, row, aisles);
                }
            }
        }

        private void read(Zone zone, Row row, Aisles aisles) {
            int base = seats.size();
            for (Seat seat : row.seats()) {
                add(seat, label(zone, row, seat.number()), gradeOf(seat));
            }
            if (zone.generalAdmission() != null) {
                addArea(zone.generalAdmission(), zone, row, base);
                return;
            }
            int[] order = RowOrder.of(row);
            boolean[] aisleBefore = aisles.before(row, order);
            int from = 0;
            for (int i = 1; i <= order.length; i++) {
                if (i == order.length || aisleBefore[i] || !continues(row, order, from, i)) {
                    close(zone, row, base, order, from, i);
                    from = i;
                }
            }
        }

        /** Whether seat {@code i} belongs to the run from {@code from}: the same grade, and indices that go on in the same direction. */
        private boolean continues(Row row, int[] order, int from, int i) {
            int step = order[i] - order[i - 1];
            boolean isStraight = Math.abs(step) == 1 && (i - from == 1 || step == order[i - 1] - order[i - 2]);
            return isStraight
                    && gradeOf(row.seats().get(order[i])) == gradeOf(row.seats().get(order[from]));
        }

        private void close(Zone zone, Row row, int base, int[] order, int from, int to) {
            int grade = gradeOf(row.seats().get(order[from]));
            if (grade != NOT_FOR_SALE) {
                int first = base + Math.min(order[from], order[to - 1]);
                runs.add(new Run(first, to - from, gradeAt(grade).name(), zone.name()));
            }
        }

        private void addArea(String id, Zone zone, Row row, int base) {
            int grade = gradeOf(row.seats().getFirst());
            if (grade != NOT_FOR_SALE) {
                String name = gradeAt(grade).name();
                generalAdmissions.add(new GeneralAdmission(
                        id, zone.name(), name, base, row.seats().size()));
            }
        }

        private int gradeOf(Seat seat) {
            return gradeByCategory.getOrDefault(seat.category(), NOT_FOR_SALE);
        }

        private void add(Seat seat, String label, int grade) {
            boolean isForSale = grade != NOT_FOR_SALE;
            Money price = gradeAt(isForSale ? grade : 0).price();
            HallSeat read = new HallSeat(
                    seats.size(),
                    new SeatId(seat.id()),
                    label,
                    isForSale ? gradeAt(grade).name() : "",
                    isForSale ? price : Money.zero(price.currency()),
                    seat.features() == null ? List.of() : seat.features());
            if (!isForSale) {
                blocked.add(read.index());
            }
            seats.add(read);
            byId.put(seat.id(), read);
        }

        private Grade gradeAt(int grade) {
            return document.grades().get(grade);
        }

        private static String label(Zone zone, Row row, String number) {
            if (zone.generalAdmission() != null) {
                return zone.name();
            }
            String place;
            if (row.label() == null && row.seatLabel() == null) {
                place = row.name().isEmpty() ? number : row.name() + "-" + number;
            } else {
                String rowText = row.label() == null ? row.name() : row.label();
                String seatText =
                        row.seatLabel() == null ? number : row.seatLabel().replace("%s", number);
                place = rowText.isEmpty() ? seatText : rowText + " " + seatText;
            }
            return zone.name().isEmpty() ? place : zone.name() + " " + place;
        }
    }
}
