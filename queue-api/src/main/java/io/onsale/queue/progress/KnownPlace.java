package io.onsale.queue.progress;

import io.onsale.queue.line.Place;
import java.util.concurrent.atomic.AtomicLong;

/** What this node knows of one fan's place. Reports may come in any order: the later state of the same number wins, so it never goes back. */
final class KnownPlace {
    private final String receipt;
    private final AtomicLong shownAhead;
    private volatile Place place;
    private volatile String endedBecause = "";

    KnownPlace(Place place, long ahead, String receipt) {
        this.place = place;
        this.shownAhead = new AtomicLong(ahead);
        this.receipt = receipt;
    }

    Place place() {
        return place;
    }

    String receipt() {
        return receipt;
    }

    /** Why it ended, as fans are told; empty if this node did not see it end. */
    String endedBecause() {
        return endedBecause;
    }

    /** What may be shown when {@code ahead} was counted: never more than before. */
    long show(long ahead) {
        return shownAhead.accumulateAndGet(ahead, Math::min);
    }

    long shownAhead() {
        return shownAhead.get();
    }

    /** Takes a report of the same number, unless it is older than what is known. */
    synchronized void advance(Place reported) {
        if (reported.state().compareTo(place.state()) > 0) {
            place = reported;
        }
    }

    synchronized void advance(LogEntry entry) {
        Place after = entry.after(place);
        if (!after.state().isLive()) {
            endedBecause = entry.closedReason();
        }
        advance(after);
    }
}
