package io.onsale.kernel.id;

/** The id of a seat: the plan's {@code seat_guid}, unique in one performance, never shown to people. */
public record SeatId(String value) {
    /** The longest {@code seat_guid} we import, in code points: plan editors put zone, row and number into it. */
    public static final int LENGTH_MAX = 200;

    /** The rule for ids, for messages. */
    public static final String SHAPE =
            "1 to " + LENGTH_MAX + " characters, without control characters and without blanks at its ends";

    public SeatId {
        if (!hasShape(value)) {
            throw new MalformedId("seatId", SHAPE);
        }
    }

    private static boolean hasShape(String value) {
        return !value.isEmpty()
                && value.length() <= 2 * LENGTH_MAX
                && value.codePointCount(0, value.length()) <= LENGTH_MAX
                && value.equals(value.strip())
                && value.codePoints().allMatch(SeatId::isAllowed);
    }

    /** Neither a control character nor half of a surrogate pair: Postgres cannot store NUL, nor UTF-8 a half. */
    private static boolean isAllowed(int c) {
        return !Character.isISOControl(c) && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return value;
    }
}
