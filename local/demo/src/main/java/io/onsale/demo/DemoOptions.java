package io.onsale.demo;

import io.onsale.gatling.load.Load;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the demo was asked for.
 *
 * @param status the file that says where everything runs
 * @param rate admissions per second
 * @param seed decides the fans' wishes
 */
record DemoOptions(Path status, int fans, int rate, DemoHall hall, long seed) {
    static final int RATE_MAX = 1000;

    /** The halls that come with the demo. */
    enum DemoHall {
        ARENA,
        THEATRE;

        String resource() {
            return "/halls/" + name().toLowerCase(Locale.ROOT) + ".json";
        }
    }

    DemoOptions {
        requireWithin("--fans", fans, Load.FANS_MAX);
        requireWithin("--rate", rate, RATE_MAX);
    }

    private static void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(option + " is 1 to " + most);
        }
    }
}
