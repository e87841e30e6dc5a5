package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The records per partition that are read and not yet applied. A partition whose backlog is full is paused until half of it is done; the
 * others continue. So a record that cannot be applied for an hour delays only its own partition, and memory stays bounded.
 *
 * <p>Thread-safe.
 */
final class Backlogs {
    static final int RECORDS_MAX = 200; // per partition; as many as one poll returns
    static final long BYTES_MAX = Topic.RECORD_BYTES_MAX; // per partition; the largest record fills it alone

    private static final class Backlog {
        private int records;
        private long bytes;

        void add(int sign, long size) {
            records += sign;
            bytes += sign * size;
        }

        boolean isFull() {
            return records >= RECORDS_MAX || bytes >= BYTES_MAX;
        }

        boolean hasRoom() {
            return records <= RECORDS_MAX / 2 && bytes <= BYTES_MAX / 2;
        }
    }

    private final Map<TopicPartition, Backlog> backlogs = new HashMap<>(); // guarded by this
    private final Set<TopicPartition> paused = new HashSet<>(); // guarded by this

    /** Counts a record that was read. True if its partition must be paused now. */
    synchronized boolean fills(TopicPartition partition, long bytes) {
        Backlog backlog = backlogs.computeIfAbsent(partition, fresh -> new Backlog());
        backlog.add(1, bytes);
        return backlog.isFull() && paused.add(partition);
    }

    /** Counts a record that is done. True if its partition may be resumed now. */
    synchronized boolean drains(TopicPartition partition, long bytes) {
        Backlog backlog = backlogs.computeIfAbsent(partition, fresh -> new Backlog());
        backlog.add(-1, bytes);
        return backlog.hasRoom() && paused.remove(partition);
    }

    /** The partitions that are paused. */
    synchronized Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }
}
