package io.onsale.gatling.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How heavy a story is and which sale it visits; read from system properties, each with a limit, so that a typing error cannot become an
 * attack.
 *
 * @param origin {@code onsale.url}: the public origin; must be on the loopback interface
 * @param sale {@code onsale.sale}: the sale to join
 * @param performance {@code onsale.performance}: the performance to choose seats in
 * @param tokens {@code onsale.tokens}: a file of access tokens, one per line, at least as many as fans
 * @param fans {@code onsale.fans}: how many fans in all
 * @param ramp {@code onsale.ramp-seconds}: the time within which they arrive
 * @param waitMax {@code onsale.wait-seconds}: how long a fan waits for its turn before it gives up
 * @param seed {@code onsale.seed}: decides which seats fans want and how long they think
 * @param row {@code onsale.row}: {@code zone/row} that all fans want in {@code OneRowFight}; null is the hall's first
 * @param figures {@code onsale.figures}: where the journeys' figures are written; null is nowhere
 */
public record Load(
        URI origin,
        String sale,
        String performance,
        Path tokens,
        int fans,
        Duration ramp,
        Duration waitMax,
        long seed,
        @Nullable String row,
        @Nullable Path figures) {
    /** Fans in one run: each has a stream and a socket, of which one machine has both ends. */
    public static final int FANS_MAX = 20_000;

    /** Arrivals per second that a machine with two cores can handle; above, the load generator is the bottleneck. */
    public static final int ARRIVALS_PER_SECOND_MAX = 300;

    static final Duration RAMP_MAX = Duration.ofHours(1);
    static final Duration WAIT_MAX = Duration.ofMinutes(30);

    public Load {
        Loopback.require(origin);
        require(fans >= 1 && fans <= FANS_MAX, "onsale.fans is 1 to " + FANS_MAX);
        require(isWithin(ramp, RAMP_MAX), "onsale.ramp-seconds is 1 to " + RAMP_MAX.toSeconds());
        require(isWithin(waitMax, WAIT_MAX), "onsale.wait-seconds is 1 to " + WAIT_MAX.toSeconds());
        require(
                fans <= ramp.toSeconds() * ARRIVALS_PER_SECOND_MAX,
                "at most " + ARRIVALS_PER_SECOND_MAX + " fans arrive per second: let " + fans + " arrive within "
                        + shortestRamp(fans).toSeconds() + " s or more");
    }

    /** Reads and checks the properties named above. */
    public static Load from(Properties properties) {
        int fans = number(properties, "onsale.fans", 300);
        String seed = properties.getProperty("onsale.seed");
        String figures = properties.getProperty("onsale.figures");
        return new Load(
                URI.create(properties.getProperty("onsale.url", "http://localhost:8080")),
                required(properties, "onsale.sale"),
                required(properties, "onsale.performance"),
                Path.of(required(properties, "onsale.tokens")),
                fans,
                Duration.ofSeconds(number(properties, "onsale.ramp-seconds", (int)
                        shortestRamp(fans).toSeconds())),
                Duration.ofSeconds(number(properties, "onsale.wait-seconds", 600)),
                seed == null ? RandomGenerator.getDefault().nextLong(1_000_000_000L) : longOf("onsale.seed", seed),
                properties.getProperty("onsale.row"),
                figures == null ? null : Path.of(figures));
    }

    /** The shortest time within which so many fans may arrive. */
    public static Duration shortestRamp(int fans) {
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(fans, ARRIVALS_PER_SECOND_MAX)));
    }

    private static boolean isWithin(Duration value, Duration max) {
        return value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(max) <= 0;
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        require(value != null && !value.isBlank(), "give -D" + name + "=…");
        return String.valueOf(value);
    }

    private static int number(Properties properties, String name, int otherwise) {
        String value = properties.getProperty(name);
        return value == null ? otherwise : Math.toIntExact(longOf(name, value));
    }

    private static long longOf(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not '" + value + "'", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
