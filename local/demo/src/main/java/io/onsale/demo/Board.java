package io.onsale.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Formats a {@link Scene}. */
final class Board {
    static final int BAR = 28; // cells: the longest line stays below 80 columns
    private static final char FULL = '█';
    private static final char EMPTY = '░';

    private Board() {}

    /** The lines of a block that is redrawn. */
    static List<String> block(Scene scene) {
        return List.of(
                row("waiting", scene.waiting(), scene.crowd(), number(scene.waiting())),
                row(
                        "inside",
                        scene.inside(),
                        scene.capacity(),
                        number(scene.inside()) + " of " + number(scene.capacity())),
                row(
                        "sold",
                        scene.sold(),
                        scene.seats(),
                        number(scene.sold()) + " of " + number(scene.seats()) + " seats, " + number(scene.held())
                                + " held"),
                row("money", scene.payments(), scene.crowd(), money(scene)),
                "  " + clock(scene.elapsed()));
    }

    /** The same in one line, for a log. */
    static String line(Scene scene) {
        return "  %s  waiting %s, inside %s, sold %s of %s, held %s, %s"
                .formatted(
                        clock(scene.elapsed()),
                        number(scene.waiting()),
                        number(scene.inside()),
                        number(scene.sold()),
                        number(scene.seats()),
                        number(scene.held()),
                        money(scene));
    }

    /** {@code value} of {@code whole} as a bar; any value above 0 shows at least one cell. */
    static String bar(long value, long whole) {
        long cells = whole <= 0 ? 0 : Math.ceilDiv(Math.min(value, whole) * BAR, whole);
        int full = (int) Math.clamp(cells, 0, BAR);
        return String.valueOf(FULL).repeat(full) + String.valueOf(EMPTY).repeat(BAR - full);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String clock(Duration elapsed) {
        return String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }

    private static String row(String name, long value, long whole, String text) {
        return "  %-8s %s  %s".formatted(name, bar(value, whole), text);
    }

    private static String money(Scene scene) {
        return scene.currency() + " " + number(scene.captured()) + " in " + number(scene.payments()) + " payments";
    }
}
