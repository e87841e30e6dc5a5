package io.onsale.gatling.demo;

import io.onsale.gatling.Load;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the demo was asked for.
 *
 * @param status the file that tells where everything runs
 * @param rate admissions in a second
 */
record DemoOptions(Path status, int fans, int rate, Hall hall, long seed) {
    static final int FANS_DEFAULT = 3000;

    /** Admissions in a second that a machine with two cores serves with room to spare; each is about twelve requests. */
    static final int RATE_DEFAULT = 30;

    static final int RATE_MAX = 1000;
    static final String USAGE = """
            ./onsale demo [--fans N] [--rate N] [--hall arena|theatre] [--seed N]
              --fans N   how many fans come (1 to %d; %d)
              --rate N   how many are let in a second (1 to %d; %d)
              --hall H   arena: 15,000 seats; theatre: 1,099 seats (arena)
              --seed N   repeats the fans' wishes of another run
            """.formatted(Load.FANS_MAX, FANS_DEFAULT, RATE_MAX, RATE_DEFAULT);

    /** The halls that come with the demo. */
    enum Hall {
        ARENA,
        THEATRE;

        String resource() {
            return "/halls/" + name().toLowerCase(java.util.Locale.ROOT) + ".json";
        }
    }

    DemoOptions {
        require(fans >= 1 && fans <= Load.FANS_MAX, "--fans is 1 to " + Load.FANS_MAX);
        require(rate >= 1 && rate <= RATE_MAX, "--rate is 1 to " + RATE_MAX);
    }

    static DemoOptions parse(List<String> arguments) {
        Path status = null;
        int fans = FANS_DEFAULT;
        int rate = RATE_DEFAULT;
        Hall hall = Hall.ARENA;
        long seed = RandomGenerator.getDefault().nextLong(1_000_000L);
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            switch (name) {
                case "--status" -> status = Path.of(value(name, rest));
                case "--fans" -> fans = number(name, rest);
                case "--rate" -> rate = number(name, rest);
                case "--hall" -> hall = hall(value(name, rest));
                case "--seed" -> seed = number(name, rest);
                default -> throw new IllegalArgumentException("what is " + name + "?");
            }
        }
        return new DemoOptions(given(status), fans, rate, hall, seed);
    }

    private static Path given(@Nullable Path status) {
        if (status == null) {
            throw new IllegalArgumentException("--status is missing: the demo needs a running shop");
        }
        return status;
    }

    private static String value(String name, Iterator<String> rest) {
        require(rest.hasNext(), name + " needs a value");
        return rest.next();
    }

    private static int number(String name, Iterator<String> rest) {
        String value = value(name, rest);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not '" + value + "'", e);
        }
    }

    private static Hall hall(String name) {
        for (Hall hall : Hall.values()) {
            if (hall.name().equalsIgnoreCase(name)) {
                return hall;
            }
        }
        throw new IllegalArgumentException("--hall is arena or theatre, not '" + name + "'");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
