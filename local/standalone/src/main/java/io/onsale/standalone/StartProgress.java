package io.onsale.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows the progress of a start: each step with the seconds since the beginning. */
final class StartProgress {
    private final PrintStream out;
    private final long start = System.nanoTime();

    StartProgress(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }

    void say(String text) {
        out.println(text);
    }
}
