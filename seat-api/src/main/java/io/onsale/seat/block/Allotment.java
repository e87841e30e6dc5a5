package io.onsale.seat.block;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For whom seats are kept back, and until when.
 *
 * @param channel e.g. a partner's name; null: nobody in particular
 * @param releaseAt when they go on sale to everybody; null: when somebody releases them
 */
public record Allotment(@Nullable String channel, @Nullable Instant releaseAt) {
    public static final Allotment NONE = new Allotment(null, null);
}
