package io.onsale.queue.sale;

/**
 * The end of a sale because all seats are sold, not by an operator's decision. Fans inside keep their passes, in case seats come back; if seats
 * do, the sale runs again.
 */
public final class SoldOut {
    /** The actor named in the audit. */
    public static final String WHO = "system";

    /** The reason for closing, in the audit and as the sale's message. */
    public static final String REASON = "sold-out";

    /** The reason for running again. */
    public static final String BACK = "seats-back";

    private SoldOut() {}

    /** Whether a sale that {@code who} closed for {@code reason} is sold out. */
    public static boolean is(String who, String reason) {
        return who.equals(WHO) && reason.equals(REASON);
    }
}
