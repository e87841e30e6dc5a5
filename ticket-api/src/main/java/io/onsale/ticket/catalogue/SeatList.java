package io.onsale.ticket.catalogue;

import io.onsale.service.web.Problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of seats as CSV, for those who have no editor: {@code zone,row,seat,category[,x,y]}, with a header line in any order of the
 * columns, and a comma, semicolon or tab between cells. Errors are told by line: {@code seatList[3].row} is the row on line 3. The pages read
 * the same lists before sending them, {@code seat-list.ts}; both are held against {@code seat-list-cases.json}.
 */
public final class SeatList {
    private static final int TEXT_MAX = 80; // of a zone, row or seat: the three together are a seat's id of at most 200
    private static final List<String> COLUMNS = List.of("zone", "row", "seat", "category", "x", "y");
    private static final int NEEDED = 4; // of them
    private static final String ROOT = "seatList";
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    /** The result. */
    public sealed interface Outcome {
        record Read(PretixPlan plan) implements Outcome {}

        /** @param errors the first {@value PlanValues#ERRORS_MAX}, and the number of the others */
        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    /** A seat of the list; {@code x} and {@code y} are null where the list has no places. */
    record Listed(
            String zone,
            String row,
            String number,
            String category,
            @Nullable Double x,
            @Nullable Double y) {
        String id() {
            return zone + "/" + row + "/" + number;
        }
    }

    private final List<Listed> seats = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Long> lines = new HashMap<>(); // by seat id
    private final Map<String, Integer> columns = new HashMap<>();
    private int more;
    private long line = 1; // on which the current record begins
    private long firstPlaced;
    private long firstUnplaced;

    private SeatList() {}

    /** @param name the plan's */
    public static Outcome read(String csv, String name) {
        SeatList list = new SeatList();
        list.readAll(csv.startsWith("\uFEFF") ? csv.substring(1) : csv);
        if (list.more > 0) {
            list.errors.add(new FieldError(ROOT, "has " + list.more + " more errors"));
        }
        return list.errors.isEmpty()
                ? new Outcome.Read(SeatListLayout.of(list.seats, name))
                : new Outcome.Invalid(List.copyOf(list.errors));
    }

    private void readAll(String csv) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(csv))
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .get();
        try (CSVParser parser = CSVParser.parse(csv, format)) {
            var records = parser.iterator();
            while (records.hasNext() && seats.size() <= PlanImport.SEATS_MAX) {
                CSVRecord record = records.next();
                if (record.stream().anyMatch(cell -> !cell.isBlank()) && !read(record)) {
                    return;
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            finish();
        } catch (UncheckedIOException e) {
            fail(at(line), "has a quote that is never closed"); // the only thing that this format does not read
        } catch (IOException e) {
            throw new UncheckedIOException(e); // reading from memory does not fail
        }
    }

    private static String delimiter(String csv) {
        String first = csv.lines().findFirst().orElse("");
        return List.of(",", ";", "\t").stream()
                .filter(first::contains)
                .findFirst()
                .orElse(",");
    }

    /** Whether to read on. */
    private boolean read(CSVRecord record) {
        if (!columns.isEmpty()) {
            readSeat(record);
            return true;
        }
        for (int i = record.size() - 1; i >= 0; i--) {
            columns.put(record.get(i).strip().toLowerCase(Locale.ROOT), i);
        }
        if (!columns.keySet().containsAll(COLUMNS.subList(0, NEEDED))) {
            fail(at(line), "must name the columns " + String.join(",", COLUMNS) + "; x and y may be missing");
            return false;
        }
        return true;
    }

    private void readSeat(CSVRecord record) {
        for (String column : COLUMNS.subList(0, NEEDED)) {
            String flaw = flaw(cell(record, column), column.equals("category"));
            if (flaw != null) {
                fail(at(line) + "." + column, flaw);
                return;
            }
        }
        Listed named = new Listed(
                cell(record, "zone"), cell(record, "row"), cell(record, "seat"), cell(record, "category"), null, null);
        Long before = lines.putIfAbsent(named.id(), line);
        if (before != null) {
            fail(at(line), "is the same seat as line " + before);
            return;
        }
        for (String column : List.of("x", "y")) {
            String text = cell(record, column);
            if (!text.isEmpty() && !NUMBER.matcher(text).matches()) {
                fail(at(line) + "." + column, "is not a number");
                return;
            }
        }
        place(named, cell(record, "x"), cell(record, "y"));
    }

    private void place(Listed named, String x, String y) {
        if (x.isEmpty() != y.isEmpty()) {
            fail(at(line) + (x.isEmpty() ? ".x" : ".y"), "is missing");
            return;
        }
        if (x.isEmpty()) {
            firstUnplaced = firstUnplaced == 0 ? line : firstUnplaced;
            seats.add(named);
        } else {
            firstPlaced = firstPlaced == 0 ? line : firstPlaced;
            seats.add(new Listed(
                    named.zone(), named.row(), named.number(), named.category(), Double.valueOf(x), Double.valueOf(y)));
        }
    }

    private void finish() {
        if (errors.isEmpty() && seats.isEmpty()) {
            fail(columns.isEmpty() ? at(1) : ROOT, columns.isEmpty() ? "must name the columns" : "has no seats");
        }
        if (seats.size() > PlanImport.SEATS_MAX) {
            fail(ROOT, "has more than " + PlanImport.SEATS_MAX + " seats");
        }
        if (firstPlaced > 0 && firstUnplaced > 0) { // a seat among placed ones would land anywhere
            fail(at(Math.max(firstPlaced, firstUnplaced)), "differs: either all seats have x and y, or none");
        }
    }

    private String cell(CSVRecord record, String column) {
        Integer index = columns.get(column);
        return index == null || index >= record.size()
                ? ""
                : Normalizer.normalize(record.get(index).strip(), Normalizer.Form.NFC);
    }

    private static @Nullable String flaw(String text, boolean mayBeEmpty) {
        if (text.isEmpty()) {
            return mayBeEmpty ? null : "is missing";
        }
        if (text.length() > TEXT_MAX) {
            return "has more than " + TEXT_MAX + " characters";
        }
        return CONTROL.matcher(text).find() ? "has characters that cannot be used" : null;
    }

    private static String at(long line) {
        return ROOT + "[" + line + "]";
    }

    private void fail(String field, String message) {
        if (errors.size() < PlanValues.ERRORS_MAX) {
            errors.add(new FieldError(field, message));
        } else {
            more++;
        }
    }
}
