package io.onsale.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What a process of watchers counts until it is asked for a report. Used by one thread. */
final class WatcherCounts {
    private int watching; // streams open now
    private int failed; // streams that did not open, or broke
    private long places;
    private long sales;
    private long comments;
    private long others;
    private Map<Long, Delays> changes = new TreeMap<>();
    private Delays called = new Delays();

    void opened() {
        watching++;
    }

    /** @param wasOpen whether it had opened before it failed */
    void failed(boolean wasOpen) {
        failed++;
        if (wasOpen) {
            watching--;
        }
    }

    void place() {
        places++;
    }

    void sale() {
        sales++;
    }

    void comment() {
        comments++;
    }

    void other() {
        others++;
    }

    /** A watcher has received the change that was made at {@code at}, microseconds since 1970. */
    void changed(long at) {
        changes.computeIfAbsent(at, id -> new Delays()).add(nowMicros() - at);
    }

    /** A watcher has received that it was called at {@code at}, microseconds since 1970. */
    void called(long at) {
        called.add(nowMicros() - at);
    }

    /** What has been counted since the last report. */
    WatcherReport report() {
        WatcherReport report = new WatcherReport(watching, failed, places, sales, comments, others, changes, called);
        places = sales = comments = others = 0;
        changes = new TreeMap<>();
        called = new Delays();
        return report;
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
