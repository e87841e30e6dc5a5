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
 * The times that the system accepts, the same at every input: {@link #MIN} to {@link #MAX}, as ISO-8601 text with a date, a time with
 * seconds and an offset (RFC 3339), in whole microseconds. Java, Postgres, Redis and JSON clients represent each of these times exactly,
 * and none of them overflows when hours or days are added. So every service can process a time that another one has accepted.
 *
 * <p>Finer fractions are truncated on input, because Postgres stores microseconds: so the stored time equals the returned one.
 */
public final class TimeRule {
    public static final Instant MIN = Instant.parse("2000-01-01T00:00:00Z");
    public static final Instant MAX = Instant.parse("2199-12-31T23:59:59.999999Z");

    /** The rule as a message that follows the name of the field. */
    public static final String WORDS =
            "must be a time from 2000-01-01T00:00:00Z to 2199-12-31T23:59:59Z, as ISO-8601 text with an offset, e.g. 2027-01-09T10:00:00Z";

    private static final Duration GRAIN = Duration.of(1, ChronoUnit.MICROS); // the precision of Postgres

    /** RFC 3339, which permits lower-case T and Z. No leap second and no hour 24: neither has a distinct {@link Instant}. */
    private static final Pattern SHAPE = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d{2}:\\d{2})");

    private TimeRule() {}

    /** The time stated by {@code text}, in whole microseconds; empty if the rule refuses it. */
    public static Optional<Instant> read(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant time = DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from);
            return accepts(time) ? Optional.of(time.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty(); // e.g. 30 February, or an offset of 19 hours
        }
    }

    /** Whether {@code time} is within the range, fractions of its last microsecond included. */
    public static boolean accepts(Instant time) {
        return !time.isBefore(MIN) && !time.truncatedTo(ChronoUnit.MICROS).isAfter(MAX);
    }

    /** The system clock in whole microseconds, so that our own times are not changed by storing them in Postgres. */
    public static Clock clock() {
        return Clock.tick(Clock.systemUTC(), GRAIN);
    }
}
