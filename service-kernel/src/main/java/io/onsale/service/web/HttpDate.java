package io.onsale.service.web;

import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the header {@code Date}, formatted once per second. */
final class HttpDate {
    /** As in RFC 9110 §5.6.7: a two-digit day, which {@code RFC_1123_DATE_TIME} does not guarantee. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private record Stamp(long second, AsciiString text) {}

    private final Clock clock;
    private volatile Stamp last = new Stamp(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

    HttpDate(Clock clock) {
        this.clock = clock;
    }

    CharSequence now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Stamp stamp = last;
        if (stamp.second() != second) { // two threads may race; both produce the same text
            stamp = new Stamp(second, new AsciiString(FORMAT.format(Instant.ofEpochSecond(second))));
            last = stamp;
        }
        return stamp.text();
    }
}
