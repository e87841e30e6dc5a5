package io.onsale.queue.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places that a node caches, for all its sales together: those asked for most stay, whatever their sale. With a share per sale, quiet
 * sales would leave theirs unused while a busy one would query Redis again and again.
 */
final class PlaceCache {
    /** The fan in one sale; sales are compared by identity. */
    private record Key(ReplicaPlaces sale, String fan) {}

    private final Cache<Key, ReplicaPlace> places;

    /** @param max some 600 bytes each */
    PlaceCache(int max) {
        this.places = Caffeine.newBuilder()
                .maximumSize(max)
                .executor(Runnable::run) // its maintenance costs less than waking another thread
                .build();
    }

    @Nullable
    ReplicaPlace find(ReplicaPlaces sale, String fan) {
        return places.getIfPresent(new Key(sale, fan));
    }

    /** Stores what {@code next} makes of the cached place, or of null. Atomic per fan. */
    ReplicaPlace renew(ReplicaPlaces sale, String fan, Function<@Nullable ReplicaPlace, ReplicaPlace> next) {
        return Objects.requireNonNull(places.asMap().compute(new Key(sale, fan), (key, cached) -> next.apply(cached)));
    }

    /** Drops the places of a sale that is over. Scans all places: once in a sale's life. */
    void remove(ReplicaPlaces sale) {
        places.asMap().keySet().removeIf(key -> key.sale == sale);
    }
}
