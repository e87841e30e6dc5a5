package io.onsale.queue.replica;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * Notified of what changes in one replica. Most calls come from the one thread that reads the line; {@link #placeChanged} and
 * {@link #placeSeen} may come from any thread. Must not block.
 */
public interface ReplicaSubscriber {
    /** The line was read, or could not be read; called after the place changes of the same reading. */
    default void saleChanged() {}

    /** The fan's place has changed, or was read from Redis. */
    default void placeChanged(String fan) {}

    /** The fan has joined, or asked for its place. */
    default void placeSeen(ReplicaPlace place, long nanos) {}

    /** The log says that the fan's grace period has begun, whichever node reported it. */
    default void placeAbsent(ReplicaPlace place, long nanos) {}

    /**
     * A place was called.
     *
     * @param place null if this node does not know it
     * @param opensAtMs when the sale opened
     */
    default void placeCalled(LogEntry entry, @Nullable ReplicaPlace place, long opensAtMs) {}

    /** The line was lost and does not know the fan's place any more; only for fans with a stream. */
    default void placeLost(FanId fan) {}

    /** The replica is removed; nothing follows. */
    default void removed() {}
}
