package io.onsale.queue.draw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.onsale.kernel.hash.HmacSha256;
import io.onsale.kernel.id.SaleId;

/**
 * The draw of one sale: which fan gets which number. Fans in the lobby have registrations 1 to M; the draw gives each a number 1 to M, no two the
 * same. It follows from the seed, the sale and M alone: a {@link Permutation} of 0 to M-1 under the key HMAC-SHA256(seed, {@code "onsale
 * draw v1\n" + saleId + "\n" + M}), and number = 1 + permutation(registration - 1).
 *
 * <p>Immutable and thread-safe.
 */
public final class Draw {
    public static final String ALGORITHM = "onsale-draw-v1";

    public static final long REGISTRATIONS_MAX = Permutation.SIZE_MAX;

    private final Permutation permutation;

    /** @param registrations M, 0 to {@link #REGISTRATIONS_MAX} */
    public Draw(DrawSeed seed, SaleId sale, long registrations) {
        String what = "onsale draw v1\n" + sale.value() + "\n" + registrations;
        permutation = new Permutation(new HmacSha256(seed.bytes()).of(what.getBytes(UTF_8)), registrations);
    }

    /** M: how many registrations took part. */
    public long registrations() {
        return permutation.size();
    }

    /** The number, 1 to M, of a registration, 1 to M. */
    public long number(long registration) {
        return 1 + permutation.apply(registration - 1);
    }

    /** The registration that has this number; the inverse of {@link #number}. */
    public long registration(long number) {
        return 1 + permutation.invert(number - 1);
    }
}
