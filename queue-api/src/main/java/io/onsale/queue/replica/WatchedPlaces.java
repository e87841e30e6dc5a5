package io.onsale.queue.replica;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places of one sale that streams on this node show. The cache may evict them; the replica must not lose them. */
public interface WatchedPlaces {
    WatchedPlaces NONE = new WatchedPlaces() {
        @Override
        public @Nullable ReplicaPlace find(String fan) {
            return null;
        }

        @Override
        public boolean contains(String fan) {
            return false;
        }

        @Override
        public Stream<ReplicaPlace> all() {
            return Stream.empty();
        }
    };

    /** The fan's place as its stream knows it; null if it has no stream. */
    @Nullable
    ReplicaPlace find(String fan);

    /** Whether the fan has a stream. */
    boolean contains(String fan);

    /** One place for each fan with a stream. */
    Stream<ReplicaPlace> all();
}
