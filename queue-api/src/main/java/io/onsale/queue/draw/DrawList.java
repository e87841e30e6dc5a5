package io.onsale.queue.draw;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;

/**
 * The list of a draw as it is published, in parts, so that it may be written as it is read:
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
 * One row for each fan who was drawn, by number; registrations whose fan had left before are not in it. The last line says how many rows
 * there are, so that a file that was cut off is not taken for a whole one. The file alone is enough to check everything ({@link
 * DrawVerification}).
 */
public final class DrawList {
    static final String SALE = "# sale: ";
    static final String REGISTRATIONS = "# registrations: ";
    static final String SEED = "# seed: ";
    static final String COMMITMENT = "# commitment: ";
    static final String COLUMNS = "registration,number,fan";
    static final String END = "# end: ";
    static final int TAG_LENGTH = 16; // 64 bits: of a million fans no two are mistaken for each other

    private DrawList() {}

    /** What is before the rows. */
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

    /** What is behind the rows. */
    public static String ending(long rows) {
        return END + rows + '\n';
    }

    /** What the list shows of a fan: the first 16 hex digits of SHA-256(saleId:fanId). Who knows the id finds it, nobody finds the id. */
    public static String fanTag(SaleId sale, FanId fan) {
        return Sha256.hex(sale.value() + ':' + fan.value()).substring(0, TAG_LENGTH);
    }
}
