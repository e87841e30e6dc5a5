package io.onsale.queue.progress;

import io.onsale.queue.progress.LineSnapshot.Numbers;
import io.onsale.queue.progress.LineSnapshot.Samples;
import io.onsale.queue.progress.LineSnapshot.Totals;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Snapshots as the script would take them. */
final class Snapshots {
    private static final int HEADS = 1_000;

    private long[] waiting = {};
    private SaleState state = SaleState.RUNNING;
    private LineOrder order = LineOrder.ARRIVAL;
    private long epoch = 1;
    private long nowMs = 1_000_000;
    private long opensAtMs = 500_000;
    private long called;
    private final List<LogEntry> entries = new ArrayList<>();

    private Snapshots() {}

    static Snapshots aLine() {
        return new Snapshots();
    }

    Snapshots waiting(long... numbers) {
        waiting = numbers;
        return this;
    }

    Snapshots in(SaleState next) {
        state = next;
        return this;
    }

    Snapshots ordered(LineOrder next) {
        order = next;
        return this;
    }

    Snapshots inEpoch(long next) {
        epoch = next;
        return this;
    }

    Snapshots at(long ms) {
        nowMs = ms;
        return this;
    }

    Snapshots opensAt(long ms) {
        opensAtMs = ms;
        return this;
    }

    Snapshots called(long total) {
        called = total;
        return this;
    }

    Snapshots with(String entry) {
        entries.add(LogEntry.parse(entry));
        return this;
    }

    LineSnapshot taken() {
        List<Long> ranks = new ArrayList<>();
        for (int rank = HEADS; rank < waiting.length; rank = Math.max(rank + 1, (int) (rank * 1.02))) {
            ranks.add((long) rank);
        }
        long[] sampled = ranks.stream().mapToLong(Long::longValue).toArray();
        long[] found =
                ranks.stream().mapToLong(rank -> waiting[rank.intValue()]).toArray();
        long last = waiting.length == 0 ? 0 : waiting[waiting.length - 1];
        return new LineSnapshot(
                epoch,
                Math.max(last, 1_000) + 1,
                1,
                state,
                "",
                order,
                0,
                opensAtMs,
                Long.MAX_VALUE,
                10,
                100,
                new Totals(0, called, 0, 0, 0, 0, 0),
                waiting.length,
                0,
                0,
                nowMs,
                new Numbers(Arrays.copyOf(waiting, Math.min(waiting.length, HEADS))),
                new Samples(new Numbers(sampled), new Numbers(found)),
                "1-0",
                List.copyOf(entries));
    }
}
