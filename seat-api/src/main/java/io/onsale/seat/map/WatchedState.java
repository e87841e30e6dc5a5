package io.onsale.seat.map;

/** Something with versions that watchers follow. */
interface WatchedState {
    long version();

    /** Whether it is unknown what changed since {@code after}. */
    boolean isLost(long after);

    /** Changes when the versions start over. */
    int beginning();

    /** Tells a watcher to begin again. */
    MapFrame startOver();

    /** What a watcher of version {@code after} missed. */
    MapFrame mergedSince(long after);
}
