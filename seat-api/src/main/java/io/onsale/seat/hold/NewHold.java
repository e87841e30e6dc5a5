package io.onsale.seat.hold;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.Performance;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A hold that a fan asks for.
 *
 * @param id of the hold if one is made; never used before, also not by an earlier request under the same key, so that no hold has the id of
 *     one that is over
 * @param key recognises a repeat of the fan's request for a day, hexadecimal; empty: the request is not repeated
 * @param digest of the wanted seats, hexadecimal, tells a repeat from a key that is used for something else; empty without a key
 * @param placeSince of the pass under which it is made: names the fan's place in the line; null if unknown
 * @param placeEnds when that pass expires: an abandoned hold is not to outlive it; null if unknown
 */
public record NewHold(
        Performance performance,
        FanId fan,
        HoldId id,
        String key,
        String digest,
        @Nullable Instant placeSince,
        @Nullable Instant placeEnds) {
    private static final int DIGEST_BYTES = 8; // reveals a client's mistake, not an attack: the keys are the fan's own

    /** One that is not repeated, of an unknown place. */
    public NewHold(Performance performance, FanId fan, HoldId id) {
        this(performance, fan, id, "", "");
    }

    /** One of an unknown place. */
    public NewHold(Performance performance, FanId fan, HoldId id, String key, String digest) {
        this(performance, fan, id, key, digest, null, null);
    }

    /** One with a new id, for {@code wish} under the caller's idempotency key. */
    static NewHold keyed(Performance performance, FanId fan, String key, Wish wish) {
        return new NewHold(performance, fan, HoldId.nextFor(performance.id()), hex(key), hex(wish.toString()));
    }

    /** The same, under a pass of the place that the fan has had since {@code since} until {@code ends}. */
    NewHold under(Instant since, Instant ends) {
        return new NewHold(performance, fan, id, key, digest, since, ends);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, DIGEST_BYTES);
    }
}
