package io.onsale.portone.idempotency;

import io.onsale.portone.payment.PaymentOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers the outcomes of requests with an idempotency key. A key is taken from its first request until its answer expires. */
public final class NamedRequests {
    /** PortOne's own figure. */
    public static final Duration KEPT_FOR = Duration.ofHours(3);
    /** Answers kept; at about 0.5 kB each 32 MB. Above it the oldest answer is dropped early. */
    public static final int ANSWERS_MAX = 65_536;
    /** Such requests in progress; each holds a connection, so a client pool never sends more. Above it: 503. */
    public static final int IN_FLIGHT_MAX = 8_192;

    /** What is known about a key when a request arrives with it. */
    public sealed interface Start {
        /** The first with this key: do the work, then {@link #finish} or {@link #forget}. */
        record Fresh() implements Start {}

        record AnsweredBefore(PaymentOutcome outcome) implements Start {}

        record Outstanding() implements Start {}

        /** The key belongs to a request with another path or body. */
        record OtherRequest() implements Start {}

        record TooManyInFlight() implements Start {}
    }

    private record Entry(String fingerprint, @Nullable PaymentOutcome outcome, Instant at) {}

    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>(); // oldest first
    private int inFlight;

    public NamedRequests(Clock clock) {
        this.clock = clock;
    }

    public synchronized Start begin(RequestKey key) {
        dropExpired();
        Entry known = entries.get(key.value());
        if (known != null) {
            if (!known.fingerprint().equals(key.fingerprint())) {
                return new Start.OtherRequest();
            }
            return known.outcome() == null ? new Start.Outstanding() : new Start.AnsweredBefore(known.outcome());
        }
        if (inFlight >= IN_FLIGHT_MAX) {
            return new Start.TooManyInFlight();
        }
        inFlight++;
        entries.put(key.value(), new Entry(key.fingerprint(), null, clock.instant()));
        return new Start.Fresh();
    }

    /** The work is done; repeats get this outcome. */
    public synchronized void finish(RequestKey key, PaymentOutcome outcome) {
        if (entries.remove(key.value()) != null) {
            inFlight--;
        }
        entries.put(key.value(), new Entry(key.fingerprint(), outcome, clock.instant()));
        dropOldestAboveLimit();
    }

    /** The work failed without an outcome: the next request with this key counts as the first. */
    public synchronized void forget(RequestKey key) {
        if (entries.remove(key.value()) != null) {
            inFlight--;
        }
    }

    /** Restores an outcome of an earlier run from the journal; call it oldest first. */
    public synchronized void restore(RequestKey key, PaymentOutcome outcome, Instant at) {
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
