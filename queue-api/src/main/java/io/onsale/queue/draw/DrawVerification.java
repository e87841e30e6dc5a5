package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawVerdict.DrawnRow;
import io.onsale.queue.draw.DrawVerdict.Proven;
import io.onsale.queue.draw.DrawVerdict.Refuted;
import java.io.IOException;
import java.io.Reader;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes a published list ({@link DrawList}) from its seed, line by line. The rules:
 *
 * <ol>
 *   <li>the commitment is the SHA-256 of the seed, and equals the one that was noted before the opening, if any
 *   <li>each number is the one that the draw gives to the registration; both are within 1 to M
 *   <li>numbers ascend, so none occurs twice
 *   <li>no fan occurs twice
 *   <li>the list is complete: its last line says how many rows it has
 * </ol>
 *
 * Needs memory for one line and eight bytes per row.
 */
public final class DrawVerification {
    private final BoundedLines lines;
    private final LongConsumer progress;
    private final Tags tags = new Tags();
    private long rows;
    private long previous;

    private DrawVerification(Reader list, LongConsumer progress) {
        this.lines = new BoundedLines(list);
        this.progress = progress;
    }

    /**
     * Checks a list.
     *
     * @param list a buffered reader
     * @param noted the commitment that was noted before the opening; null if none was
     * @param fan whose row is requested; null: none
     * @param progress receives the number of rows so far, after each row
     */
    public static DrawVerdict verify(Reader list, @Nullable String noted, @Nullable FanId fan, LongConsumer progress)
            throws IOException {
        DrawVerification verification = new DrawVerification(list, progress);
        try {
            return verification.verify(noted, fan);
        } catch (Doubt doubt) {
            return new Refuted(doubt.line, doubt.reason);
        }
    }

    private Proven verify(@Nullable String noted, @Nullable FanId fan) throws IOException, Doubt {
        require(next().equals("# " + Draw.ALGORITHM), "this is not a list of " + Draw.ALGORITHM);
        SaleId sale = sale();
        long registrations = number(header(DrawList.REGISTRATIONS), Draw.REGISTRATIONS_MAX);
        DrawSeed seed = seed();
        String commitment = header(DrawList.COMMITMENT);
        require(seed.commitment().equals(commitment), "the commitment is not the SHA-256 of the seed");
        require(noted == null || noted.equals(commitment), "the commitment is not the one that you noted, " + noted);
        require(next().equals(DrawList.COLUMNS), "the columns must be " + DrawList.COLUMNS);

        DrawnRow wanted = rows(new Draw(seed, sale, registrations), fan == null ? null : DrawList.fanTag(sale, fan));
        require(lines.next() == null, "there is text after the end");
        OptionalLong twice = tags.repeated();
        if (twice.isPresent()) {
            throw new Doubt(0, "fan %016x occurs twice".formatted(twice.getAsLong()));
        }
        return new Proven(sale, registrations, rows, commitment, wanted);
    }

    private @Nullable DrawnRow rows(Draw draw, @Nullable String wantedTag) throws IOException, Doubt {
        DrawnRow wanted = null;
        String line = next();
        while (!line.startsWith(DrawList.END)) {
            String tag = line.substring(line.lastIndexOf(',') + 1);
            DrawnRow row = row(line, tag);
            check(row, draw);
            tags.add(tag);
            if (tag.equals(wantedTag)) {
                wanted = row;
            }
            progress.accept(++rows);
            line = next();
        }
        long promised = number(header(DrawList.END, line), Draw.REGISTRATIONS_MAX);
        require(promised == rows, "the list states " + promised + " rows but has " + rows);
        return wanted;
    }

    private DrawnRow row(String line, String tag) throws Doubt {
        int first = line.indexOf(',');
        int last = line.lastIndexOf(',');
        require(first > 0 && last > first && isTag(tag), "a row must be registration,number,fan");
        return new DrawnRow(
                number(line.substring(0, first), Draw.REGISTRATIONS_MAX),
                number(line.substring(first + 1, last), Draw.REGISTRATIONS_MAX));
    }

    private void check(DrawnRow row, Draw draw) throws Doubt {
        long max = draw.registrations();
        if (row.registration() < 1 || row.registration() > max) {
            throw doubt("registration " + row.registration() + " does not exist: they are 1 to " + max);
        }
        if (row.number() < 1 || row.number() > max) {
            throw doubt("number " + row.number() + " does not exist: they are 1 to " + max);
        }
        if (row.number() == previous) {
            throw doubt("number " + row.number() + " occurs twice");
        }
        if (row.number() < previous) {
            throw doubt("number " + row.number() + " comes after number " + previous);
        }
        long drawn = draw.number(row.registration());
        if (row.number() != drawn) {
            throw doubt("registration " + row.registration() + " was drawn number " + drawn + ", not " + row.number());
        }
        previous = row.number();
    }

    // ---- reading ----

    private String next() throws IOException, Doubt {
        String line = lines.next();
        if (line == null) {
            throw doubt("the list is truncated: its end is missing");
        }
        return line;
    }

    private String header(String name) throws IOException, Doubt {
        return header(name, next());
    }

    private String header(String name, String line) throws Doubt {
        require(line.startsWith(name), "this line must start with '" + name.strip() + "'");
        return line.substring(name.length());
    }

    private SaleId sale() throws IOException, Doubt {
        try {
            return new SaleId(header(DrawList.SALE));
        } catch (IllegalArgumentException e) {
            throw doubt("this is not the id of a sale");
        }
    }

    private DrawSeed seed() throws IOException, Doubt {
        String hex = header(DrawList.SEED);
        try {
            return DrawSeed.parse(hex);
        } catch (IllegalArgumentException e) {
            throw doubt("a seed has " + 2 * DrawSeed.BYTES + " hex digits");
        }
    }

    /** Decimal digits and nothing else, so that other tools read the same. */
    private long number(String text, long max) throws Doubt {
        boolean plain = !text.isEmpty()
                && text.length() <= 10
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        if (!plain || Long.parseLong(text) > max) {
            throw doubt("'" + text + "' is not a number up to " + max);
        }
        return Long.parseLong(text);
    }

    private static boolean isTag(String text) {
        return text.length() == DrawList.TAG_LENGTH
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private void require(boolean holds, String otherwise) throws Doubt {
        if (!holds) {
            throw doubt(otherwise);
        }
    }

    private Doubt doubt(String reason) {
        return new Doubt(lines.number(), reason);
    }

    /** Ends the check at the first violation. */
    private static final class Doubt extends Exception {
        private static final long serialVersionUID = 1L;

        private final long line;
        private final String reason;

        Doubt(long line, String reason) {
            super(reason, null, false, false);
            this.line = line;
            this.reason = reason;
        }
    }
}
