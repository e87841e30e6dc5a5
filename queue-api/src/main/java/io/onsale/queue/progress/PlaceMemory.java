package io.onsale.queue.progress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places that a node keeps in mind, of all its sales together: those that are asked for most stay, in whatever sale. A share for each
 * sale would be left unused by the quiet ones, and the busy one would ask Redis again and again.
 */
final class PlaceMemory {
    /** The fan's name in one sale; sales are told apart by identity. */
    private record Key(KnownPlaces sale, String fan) {}

    private final Cache<Key, KnownPlace> places;

    /** @param max some 550 bytes each */
    PlaceMemory(int max) {
        this.places = Caffeine.newBuilder()
                .maximumSize(max)
                .executor(Runnable::run) // its upkeep is less than waking another thread for it
                .build();
    }

    @Nullable
    KnownPlace find(KnownPlaces sale, String fan) {
        return places.getIfPresent(new Key(sale, fan));
    }

    /** Remembers what {@code next} makes of the place that is remembered, or of null. At once, for all who ask at the same time. */
    KnownPlace renew(KnownPlaces sale, String fan, Function<@Nullable KnownPlace, KnownPlace> next) {
        return Objects.requireNonNull(places.asMap().compute(new Key(sale, fan), (key, known) -> next.apply(known)));
    }

    /** Forgets the places of a sale that is over. Looks at all places: for once in a sale's life. */
    void forget(KnownPlaces sale) {
        places.asMap().keySet().removeIf(key -> key.sale == sale);
    }
}
