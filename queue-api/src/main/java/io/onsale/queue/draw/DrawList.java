package io.onsale.queue.draw;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/**
 * The published list of a draw, in parts, so that it can be written while it is read:
 *
 * <pre>
 * # onsale-draw-v1
 * # sale: 3f9…
 * # registrations: 1000000
 * # seed: 64 hex digits
 * # commitment: 64 hex digits
 * registration,number,fan
 * 48213,1,9b1f0c5e7a224d10
 * …
 * # end: 981234
 * </pre>
 *
 * One row for each fan who was drawn, by number; registrations whose fans had left before are missing. The last line says how many rows
 * there are, so that a truncated file is not taken for a complete one. The file alone is enough to check everything ({@link
 * DrawVerification}).
 */
public final class DrawList {
    static final String SALE = "# sale: ";
    static final String REGISTRATIONS = "# registrations: ";
    static final String SEED = "# seed: ";
    static final String COMMITMENT = "# commitment: ";
    static final String COLUMNS = "registration,number,fan";
    static final String END = "# end: ";
    static final int TAG_LENGTH = 16; // 64 bits: enough to tell a million fans apart

    private DrawList() {}

    /** The lines before the rows. */
    public static String opening(SaleId sale, DrawSeed seed, long registrations) {
        return "# " + Draw.ALGORITHM + '\n' + SALE + sale.value() + '\n' + REGISTRATIONS + registrations + '\n' + SEED
                + seed.hex() + '\n' + COMMITMENT + seed.commitment() + '\n' + COLUMNS + '\n';
    }

    /** One row; rows come in ascending order of {@code number}. */
    public static void append(StringBuilder text, long registration, long number, String fanTag) {
        text.append(registration)
                .append(',')
                .append(number)
                .append(',')
                .append(fanTag)
                .append('\n');
    }

    /** The lines after the rows. */
    public static String ending(long rows) {
        return END + rows + '\n';
    }

    /** What the list shows of a fan: the first 16 hex digits of SHA-256(saleId:fanId). Somebody who knows the id can find the row, nobody can find the id. */
    public static String fanTag(SaleId sale, FanId fan) {
        return Sha256.hex(sale.value() + ':' + fan.value()).substring(0, TAG_LENGTH);
    }
}
