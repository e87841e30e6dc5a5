package io.onsale.kernel.time;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which times the system accepts, at every door the same: {@link #MIN} to {@link #MAX}, as ISO-8601 text with a date, a time with seconds and
 * an offset (RFC 3339), in whole microseconds. Java, Postgres, Redis and JSON clients agree on each of these times, and none of them
 * overflows when hours or days are added. So what one service accepts, every other one can apply.
 *
 * <p>Finer fractions are cut off where they come in, because Postgres keeps microseconds: what is stored is what was answered.
 */
public final class TimeRule {
    public static final Instant MIN = Instant.parse("2000-01-01T00:00:00Z");
    public static final Instant MAX = Instant.parse("2199-12-31T23:59:59.999999Z");

    /** The rule for a refused caller, after the name of the field. */
    public static final String WORDS =
            "must be a time from 2000-01-01T00:00:00Z to 2199-12-31T23:59:59Z, as ISO-8601 text with an offset, e.g. 2027-01-09T10:00:00Z";

    private static final Duration GRAIN = Duration.of(1, ChronoUnit.MICROS); // what Postgres keeps

    /** RFC 3339, which lets T and Z be small. No leap second and no hour 24: neither has an instant of its own in our clocks. */
    private static final Pattern SHAPE = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d{2}:\\d{2})");

    private TimeRule() {}

    /** The time that {@code text} states, in whole microseconds; empty if the rule refuses it. */
    public static Optional<Instant> read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant time = DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from);
            return accepts(time) ? Optional.of(time.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // the 30th of February, an offset of 19 hours
        }
    }

    /** Whether {@code time} is within the range, fractions of its last microsecond included. */
    public static boolean accepts(Instant time) {
        return !time.isBefore(MIN) && !time.truncatedTo(ChronoUnit.MICROS).isAfter(MAX);
    }

    /** The system's clock in whole microseconds, so that a time of ours comes back from Postgres as it was answered. */
    public static Clock clock() {
        return Clock.tick(Clock.systemUTC(), GRAIN);
    }
}
