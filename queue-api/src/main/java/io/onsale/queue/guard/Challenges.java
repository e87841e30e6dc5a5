package io.onsale.queue.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.hash.HmacSha256;
import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.Refusal.Flaw;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puzzles that cost a fan seconds of computing, and us microseconds to check. A challenge is {@code v1.expiry.bits.id.mac}: the expiry in
 * seconds since 1970 in base 36, the MAC (HMAC-SHA256, first 128 bits, base64url) over all of that and the sale and the fan. So nothing is
 * stored until a challenge is answered, any node can check a challenge of another node, and a fan cannot sell challenges to others.
 *
 * <p>The difficulty is the sale's own, plus one bit for each doubling of the sale's joins on this node beyond a threshold. Only successful joins
 * count, so an attacker who wants to raise the difficulty for others has to do the work too.
 */
public final class Challenges {
    /** Long enough for the hardest puzzle on an old phone; a used challenge is remembered for as long. */
    public static final Duration LIFE = Duration.ofMinutes(2);

    static final int GROWTH_MAX =
            6; // bits: 64 times the work, minutes instead of seconds; more would exclude people, not machines

    private static final int BITS_MAX = 40; // upper bound for a challenge with a valid MAC; keeps the parser simple
    private static final int SALES_MAX = 1000; // sales whose load is counted; far more than are open at one time
    private static final int MAC_BYTES = 16; // 128 bits cannot be guessed
    private static final Pattern SHAPE =
            Pattern.compile("v1\\.([0-9a-z]{1,9})\\.([0-9]{1,2})\\.([0-9a-z]{26})\\.([A-Za-z0-9_-]{22})");
    private static final Pattern NONCE = Pattern.compile("[!-~]{1,64}");

    /** A puzzle for one fan and sale. */
    public record Challenge(String text, int bits, Instant expiresAt) {}

    private final HmacSha256 hmac;
    private final int threshold;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Cache<SaleId, JoinLoad> loads =
            Caffeine.newBuilder().maximumSize(SALES_MAX).build();

    /**
     * @param secret at least 32 bytes, the same on all nodes
     * @param threshold joins per second of one sale on this node up to which the difficulty does not grow
     */
    public Challenges(byte[] secret, int threshold, Clock clock, LongSupplier nanoTime) {
        if (secret.length < 32 || threshold < 1) {
            throw new IllegalArgumentException(
                    "challenges need a secret of at least 32 bytes and a threshold of at least 1");
        }
        this.threshold = threshold;
        this.clock = clock;
        this.nanoTime = nanoTime;
        hmac = new HmacSha256(secret);
    }

    /** A new challenge. @param baseBits the sale's own difficulty; 0: the sale asks for no proof, whatever its load */
    public Challenge issue(SaleId sale, FanId fan, int baseBits) {
        int bits = baseBits == 0 ? 0 : baseBits + growth(sale);
        Instant expiresAt = clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
        String statement = "v1." + Long.toString(expiresAt.getEpochSecond(), 36) + '.' + bits + '.' + OpaqueId.next();
        return new Challenge(statement + '.' + mac(statement, sale, fan), bits, expiresAt);
    }

    /** What is wrong with {@code proof}, except whether it was used before; null if nothing is. */
    public @Nullable Flaw flaw(SaleId sale, FanId fan, Proof proof) {
        Matcher parts = SHAPE.matcher(proof.challenge());
        if (!parts.matches() || !NONCE.matcher(proof.nonce()).matches()) {
            return Flaw.MALFORMED;
        }
        String statement = proof.challenge().substring(0, parts.start(4) - 1);
        if (!isEqual(mac(statement, sale, fan), parts.group(4))) {
            return Flaw.FOREIGN;
        }
        if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts.group(1), 36)))) {
            return Flaw.EXPIRED;
        }
        int bits = Math.min(BITS_MAX, Integer.parseInt(parts.group(2)));
        return leadingZeros(Sha256.of(proof.challenge() + ':' + proof.nonce())) < bits ? Flaw.WEAK : null;
    }

    /** The id of the challenge that a flawless proof answers. */
    static String id(Proof proof) {
        String text = proof.challenge();
        int end = text.lastIndexOf('.');
        return text.substring(text.lastIndexOf('.', end - 1) + 1, end);
    }

    /** Counts a join with a good proof. */
    public void count(SaleId sale) {
        load(sale).count(nanoTime.getAsLong());
    }

    int growth(SaleId sale) {
        int doublings = (int) (load(sale).perSecond(nanoTime.getAsLong()) / threshold);
        return doublings < 2 ? 0 : Math.min(GROWTH_MAX, 31 - Integer.numberOfLeadingZeros(doublings));
    }

    private JoinLoad load(SaleId sale) {
        return loads.get(sale, fresh -> new JoinLoad(nanoTime.getAsLong()));
    }

    private static int leadingZeros(byte[] hash) {
        int zeros = 0;
        for (byte part : hash) {
            if (part != 0) {
                return zeros + Integer.numberOfLeadingZeros(part & 0xff) - 24;
            }
            zeros += 8;
        }
        return zeros;
    }

    private static boolean isEqual(String ours, String theirs) {
        return MessageDigest.isEqual(
                ours.getBytes(StandardCharsets.US_ASCII), theirs.getBytes(StandardCharsets.US_ASCII));
    }

    private String mac(String statement, SaleId sale, FanId fan) {
        byte[] full = hmac.of(statement + '.' + sale.value() + '.' + fan.value());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, MAC_BYTES));
    }
}
