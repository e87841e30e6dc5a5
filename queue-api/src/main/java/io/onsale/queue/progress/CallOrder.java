package io.onsale.queue.progress;

import java.util.ArrayDeque;

/**
 * Watches over the order of calls, from the log alone and apart from the script that decides it. A call is an inversion if a higher number
 * was called while this one stood in the line already.
 */
final class CallOrder {
    /** Calls kept, at most; in an orderly line one is enough, and each comeback of a low number needs one more for a while. */
    private static final int CALLS_MAX = 10_000;

    private record Call(long number, long atMs) {}

    // in order of time, and each of a higher number than all after it: so the first after a moment is the highest since
    // then
    private final ArrayDeque<Call> highest = new ArrayDeque<>();
    private volatile long inversions;

    /** @param sinceMs when the number came into the line */
    void called(long number, long sinceMs, long atMs) {
        if (highestSince(sinceMs) > number) {
            inversions++;
        }
        while (!highest.isEmpty() && highest.getLast().number() <= number) {
            highest.removeLast();
        }
        highest.addLast(new Call(number, atMs));
        if (highest.size() > CALLS_MAX) {
            highest.removeFirst();
        }
    }

    private long highestSince(long ms) {
        for (Call call : highest) {
            if (call.atMs() > ms) {
                return call.number();
            }
        }
        return 0;
    }

    long inversions() {
        return inversions;
    }
}
