package io.onsale.portone.idempotency;

import io.onsale.portone.payment.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what named requests came to. A name is taken from its first sight until its answer has been kept long enough. */
public final class IdempotencyKeys {
    /** PortOne's own figure. */
    public static final Duration KEPT_FOR = Duration.ofHours(3);
    /** Answers kept; at about 0.5 kB each 32 MB. Past it the oldest answer goes early. */
    public static final int ANSWERS_MAX = 65_536;
    /** Named requests under way; each holds a connection, so more than a client pool ever sends. Past it: 503. */
    public static final int IN_FLIGHT_MAX = 8_192;

    /** What is known of a name when a request arrives with it. */
    public sealed interface Start {
        /** The first with this name: do the work, then {@link #finish} or {@link #forget}. */
        record Fresh() implements Start {}

        record Finished(Outcome outcome) implements Start {}

        record Outstanding() implements Start {}

        /** The name was given to a request with another path or body. */
        record OtherRequest() implements Start {}

        record TooManyInFlight() implements Start {}
    }

    private record Entry(String fingerprint, @Nullable Outcome outcome, Instant at) {}

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>(); // oldest first
    private int inFlight;

    public IdempotencyKeys(Clock clock) {
        this.clock = clock;
    }

    public synchronized Start begin(RequestKey key) {
        dropExpired();
        Entry known = entries.get(key.value());
        if (known != null) {
            if (!known.fingerprint().equals(key.fingerprint())) {
                return new Start.OtherRequest();
            }
            return known.outcome() == null ? new Start.Outstanding() : new Start.Finished(known.outcome());
        }
        if (inFlight >= IN_FLIGHT_MAX) {
            return new Start.TooManyInFlight();
        }
        inFlight++;
        entries.put(key.value(), new Entry(key.fingerprint(), null, clock.instant()));
        return new Start.Fresh();
    }

    /** The answer is on its way to the caller. */
    public synchronized void finish(RequestKey key, Outcome outcome) {
        if (entries.remove(key.value()) != null) {
            inFlight--;
        }
        entries.put(key.value(), new Entry(key.fingerprint(), outcome, clock.instant()));
        dropOldestAboveLimit();
    }

    /** The work broke without an outcome: the next request with this name is a first one again. */
    public synchronized void forget(RequestKey key) {
        if (entries.remove(key.value()) != null) {
            inFlight--;
        }
    }

    /** Puts back what a journal tells of an earlier run; to be called oldest first. */
    public synchronized void restore(RequestKey key, Outcome outcome, Instant at) {
        if (at.plus(KEPT_FOR).isAfter(clock.instant())) {
            entries.put(key.value(), new Entry(key.fingerprint(), outcome, at));
            dropOldestAboveLimit();
        }
    }

    private void dropExpired() {
        Instant oldest = clock.instant().minus(KEPT_FOR);
        Iterator<Entry> fromOldest = entries.values().iterator();
        while (fromOldest.hasNext()) {
            Entry entry = fromOldest.next();
            if (entry.at().isAfter(oldest)) {
                return;
            }
            if (entry.outcome() != null) {
                fromOldest.remove();
            }
        }
    }

    private void dropOldestAboveLimit() {
        Iterator<Entry> fromOldest = entries.values().iterator();
        while (entries.size() - inFlight > ANSWERS_MAX && fromOldest.hasNext()) {
            if (fromOldest.next().outcome() != null) {
                fromOldest.remove();
            }
        }
    }
}
