package io.onsale.queue.testing;

import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LineSnapshot.Draw;
import io.onsale.queue.line.LineSnapshot.Numbers;
import io.onsale.queue.line.LineSnapshot.Policy;
import io.onsale.queue.line.LineSnapshot.Samples;
import io.onsale.queue.line.LineSnapshot.Totals;
import io.onsale.queue.line.LogEntry;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Snapshots of a line as the script would return them. */
public final class Snapshots {
    /** The log position in all of these snapshots, so that any can follow any other. */
    public static final String LAST_ENTRY = "1-0";

    private static final int HEADS = 1_000;
    public static final long CLOSES_AT_MS = 9_000_000_000_000L;

    private long[] waiting = {};
    private SaleState state = SaleState.RUNNING;
    private LineOrder order = LineOrder.ARRIVAL;
    private long epoch = 1;
    private long nowMs = 1_000_000;
    private long opensAtMs = 500_000;
    private Totals totals = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private int capacity = 10;
    private long ready;
    private long inside;
    private long noShowMillionths;
    private long sinceMs;
    private long pausedAtMs;
    private long frozenMs;
    private long graceMs = 60_000;
    private String message = "";
    private Draw draw = new Draw(0, 0, 0);
    private final List<LogEntry> entries = new ArrayList<>();

    private Snapshots() {}

    /** A place that joined the line at time 0. */
    public static Place place(PlaceState state, long number) {
        return new Place(state, number, number, 1, 0, 0, 0, "-", 0);
    }

    public static Snapshots aLine() {
        return new Snapshots();
    }

    public Snapshots waiting(long... numbers) {
        waiting = numbers;
        return this;
    }

    public Snapshots in(SaleState next) {
        state = next;
        return this;
    }

    public Snapshots ordered(LineOrder next) {
        order = next;
        return this;
    }

    public Snapshots inEpoch(long next) {
        epoch = next;
        return this;
    }

    public Snapshots at(long ms) {
        nowMs = ms;
        return this;
    }

    public Snapshots opensAt(long ms) {
        opensAtMs = ms;
        return this;
    }

    public Snapshots called(long total) {
        return counting(new Totals(0, total, 0, totals.served(), 0, 0, 0, 0, 0, 0));
    }

    public Snapshots served(long total) {
        return counting(new Totals(0, totals.called(), 0, total, 0, 0, 0, 0, 0, 0));
    }

    public Snapshots counting(Totals all) {
        totals = all;
        return this;
    }

    public Snapshots slots(int number) {
        capacity = number;
        return this;
    }

    public Snapshots let(long called, long admitted) {
        ready = called;
        inside = admitted;
        return this;
    }

    public Snapshots noShow(long millionths) {
        noShowMillionths = millionths;
        return this;
    }

    public Snapshots saying(String words) {
        message = words;
        return this;
    }

    public Snapshots pausedAt(long ms) {
        pausedAtMs = ms;
        return in(SaleState.PAUSED);
    }

    public Snapshots frozenFor(long ms) {
        frozenMs = ms;
        return this;
    }

    public Snapshots grace(long ms) {
        graceMs = ms;
        return this;
    }

    public Snapshots drawn(long registrations, long drawn, long undrawn) {
        draw = new Draw(registrations, drawn, undrawn);
        return this;
    }

    /** The following entries are about places that joined the line at this time. */
    public Snapshots since(long ms) {
        sinceMs = ms;
        return this;
    }

    /** Adds an entry {@code kind number value reason fan} about a place that joined at time 0, written now. */
    public Snapshots with(String entry) {
        String[] words = entry.split(" ", 5);
        String since = Long.toString(sinceMs);
        entries.add(LogEntry.parse(
                String.join(" ", words[0], words[1], words[2], words[3], since, Long.toString(nowMs), words[4])));
        return this;
    }

    public LineSnapshot taken() {
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
                policy(),
                draw,
                totals,
                noShowMillionths,
                waiting.length,
                ready,
                inside,
                nowMs,
                new Numbers(Arrays.copyOf(waiting, Math.min(waiting.length, HEADS))),
                new Samples(new Numbers(sampled), new Numbers(found)),
                LAST_ENTRY,
                List.copyOf(entries));
    }

    private Policy policy() {
        return new Policy(
                1, state, message, order, 0, opensAtMs, CLOSES_AT_MS, capacity, 100, graceMs, pausedAtMs, frozenMs);
    }
}
