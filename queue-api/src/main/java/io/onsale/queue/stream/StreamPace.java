package io.onsale.queue.stream;

/** How many ticks there are between two place events of one stream: few near the front, many where they would only cost. */
final class StreamPace {
    static final int GAP_TICKS_MAX = 50;
    static final int GAP_TICKS_MIDDLE = 15;
    private static final int GAP_TICKS_NEAR = 4; // with the tick before it and the one it takes: within a second
    private static final long NEAR = 1_000; // places: where a snapshot is exact
    private static final long MIDDLE = 10_000;

    private StreamPace() {}

    static int gapTicks(long ahead) {
        if (ahead <= NEAR) {
            return GAP_TICKS_NEAR;
        }
        return ahead <= MIDDLE ? GAP_TICKS_MIDDLE : GAP_TICKS_MAX;
    }
}
