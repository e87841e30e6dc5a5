package io.onsale.service.warmup;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * How busy the compilers are, from the time that went into compiling so far: in the beginning nearly all of theirs, on two cores hardly any
 * after some fifteen seconds. A compilation counts only when it is done, and a large one takes seconds on a busy machine: a look or two
 * without any say nothing.
 */
final class CompilerLoad {
    private static final int LOOKS = 5; // that are taken together
    private static final double IDLE_SHARE = 0.2; // of its time that a compiler is busy which has little left to do

    private final double idleMs;
    private final ArrayDeque<Long> totals = new ArrayDeque<>(LOOKS + 1);

    /** @param lookEvery from one look to the next */
    CompilerLoad(Duration lookEvery) {
        this.idleMs = IDLE_SHARE * LOOKS * lookEvery.toMillis();
    }

    /** Takes the next look: whether little is left to be compiled. */
    boolean isIdle(long totalMs) {
        totals.addLast(totalMs);
        return totals.size() > LOOKS && totalMs - totals.removeFirst() < idleMs;
    }
}
