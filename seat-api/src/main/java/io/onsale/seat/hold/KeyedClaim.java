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

/** Makes a repeat under the same idempotency key ask for the same hold: its id follows from fan and key. */
final class KeyedClaim {
    private static final int ID_BYTES = 16;
    private static final int DIGEST_BYTES = 8; // tells a client's mistake, not an attack: the hold is the fan's own

    private KeyedClaim() {}

    static Claim of(Performance performance, FanId fan, String key, Wish wish) {
        String id = hex(performance.id() + "\n" + fan + "\n" + key, ID_BYTES);
        return new Claim(performance, fan, new HoldId(performance.id(), id), hex(text(wish), DIGEST_BYTES));
    }

    private static String text(Wish wish) {
        return switch (wish) {
            case Chosen chosen -> chosen.seats().toString();
            case BestAvailable best -> best.toString();
        };
    }

    private static String hex(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
