package io.onsale.queue.figures;

import java.util.ArrayDeque;

/**
 * Checks the order of calls, from the log alone and independent of the script that decides it. A call is an inversion if a higher number was
 * called while this one was in the line already.
 */
final class CallOrder {
    /** In an orderly line one call is enough; each low number that comes back needs one more for a while. */
    private static final int CALLS_MAX = 10_000;

    private record Called(long number, long atMs) {}

    // by time, each of a higher number than all after it: so the first after a moment is the highest since then
    private final ArrayDeque<Called> highest = new ArrayDeque<>();
    private volatile long inversions;

    /** @param sinceMs when the number entered the line */
    void called(long number, long sinceMs, long atMs) {
        if (highestSince(sinceMs) > number) {
            inversions++;
        }
        while (!highest.isEmpty() && highest.getLast().number() <= number) {
            highest.removeLast();
        }
        highest.addLast(new Called(number, atMs));
        if (highest.size() > CALLS_MAX) {
            highest.removeFirst();
        }
    }

    private long highestSince(long ms) {
        for (Called called : highest) {
            if (called.atMs() > ms) {
                return called.number();
            }
        }
        return 0;
    }

    long inversions() {
        return inversions;
    }
}
