package io.onsale.service.warmup;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Estimates how busy the JIT compilers are, from their total compilation time: at first almost fully, on two cores hardly at all after
 * about fifteen seconds. A compilation is counted only when it is finished, and a large one takes seconds on a busy machine, so one or two
 * samples without progress mean nothing.
 */
final class CompilerLoad {
    private static final int LOOKS = 5; // samples that are compared
    private static final double IDLE_SHARE = 0.2; // a compiler below this load has little left to do

    private final double idleMs;
    private final ArrayDeque<Long> totals = new ArrayDeque<>(LOOKS + 1);

    /** @param lookEvery time between samples */
    CompilerLoad(Duration lookEvery) {
        this.idleMs = IDLE_SHARE * LOOKS * lookEvery.toMillis();
    }

    /** Adds the next sample; true if little is left to be compiled. */
    boolean isIdle(long totalMs) {
        totals.addLast(totalMs);
        return totals.size() > LOOKS && totalMs - totals.removeFirst() < idleMs;
    }
}
