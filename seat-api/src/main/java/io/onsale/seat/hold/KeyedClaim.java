package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.SeatHolds.Claim;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.Chosen;
import io.onsale.seat.plan.Performance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes a repeat under the same idempotency key known as one. The hold's id does not follow from the key: it is new with every
 * call, so that no hold ever has the id of one that is over.
 */
final class KeyedClaim {
    private static final int DIGEST_BYTES = 8; // tells a client's mistake, not an attack: the keys are the fan's own

    private KeyedClaim() {}

    static Claim of(Performance performance, FanId fan, String key, Wish wish) {
        return new Claim(performance, fan, HoldId.nextFor(performance.id()), hex(key), hex(text(wish)));
    }

    private static String text(Wish wish) {
        return switch (wish) {
            case Chosen chosen -> chosen.seats().toString();
            case BestAvailable best -> best.toString();
        };
    }

    private static String hex(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
