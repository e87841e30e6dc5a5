package io.onsale.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows scenes: redrawn in place on a terminal, a line from time to time elsewhere. */
final class Screen {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5); // a log is read, not watched
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintStream out;
    private final boolean terminal;
    private int drawn;
    private @Nullable Duration lastLine;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard output. */
    static Screen ofThisProcess() {
        return new Screen(
                System.out, System.console() != null && System.console().isTerminal());
    }

    void show(Scene scene) {
        if (terminal) {
            redraw(Board.block(scene));
        } else if (lastLine == null || scene.elapsed().minus(lastLine).compareTo(BETWEEN_LINES) >= 0) {
            lastLine = scene.elapsed();
            out.println(Board.line(scene));
        }
    }

    /** The last scene; always shown. */
    void end(Scene scene) {
        lastLine = null;
        show(scene);
    }

    private void redraw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append(UP.formatted(drawn));
        }
        lines.forEach(line -> text.append(CLEAR_LINE).append(line).append('\n'));
        drawn = lines.size();
        out.print(text);
        out.flush();
    }
}
