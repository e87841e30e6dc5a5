package io.onsale.service.kafka;

import io.onsale.kernel.event.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What has been read of each partition and not been applied yet. A partition whose backlog is full is not read any further until half of it
 * is done; all others go on. So a record that cannot be applied for an hour holds up its own partition only, and memory stays bounded.
 *
 * <p>Thread-safe.
 */
final class Backlogs {
    static final int RECORDS_MAX = 200; // of a partition; as many as one poll brings
    static final long BYTES_MAX = Topic.RECORD_BYTES_MAX; // of a partition; the largest record is let in alone

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

    /** A record was read; true if its partition must be paused now. */
    synchronized boolean fills(TopicPartition partition, long bytes) {
        Backlog backlog = backlogs.computeIfAbsent(partition, fresh -> new Backlog());
        backlog.add(1, bytes);
        return backlog.isFull() && paused.add(partition);
    }

    /** A record is done; true if its partition may be resumed now. */
    synchronized boolean drains(TopicPartition partition, long bytes) {
        Backlog backlog = backlogs.computeIfAbsent(partition, fresh -> new Backlog());
        backlog.add(-1, bytes);
        return backlog.hasRoom() && paused.remove(partition);
    }

    /** The partitions that must not be read just now. */
    synchronized Set<TopicPartition> paused() {
        return Set.copyOf(paused);
    }
}
