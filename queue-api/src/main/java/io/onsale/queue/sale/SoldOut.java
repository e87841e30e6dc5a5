package io.onsale.queue.sale;

/**
 * The end of a sale that no operator decided: all seats are sold. Fans inside keep their passes, for what comes back; and when something does,
 * the sale runs again.
 */
public final class SoldOut {
    /** Who closes the sale then, in its audit. */
    public static final String WHO = "system";

    /** The reason, in the audit and as the sale's message. */
    public static final String REASON = "sold-out";

    /** Why it then runs again. */
    public static final String BACK = "seats-back";

    private SoldOut() {}

    /** Whether a sale that {@code who} closed for {@code reason} is sold out. */
    public static boolean is(String who, String reason) {
        return who.equals(WHO) && reason.equals(REASON);
    }
}
