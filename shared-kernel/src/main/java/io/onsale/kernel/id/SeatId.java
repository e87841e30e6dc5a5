package io.onsale.kernel.id;

/** A seat of a plan: the plan's {@code seat_guid}, unique in one performance, never shown to people. */
public record SeatId(String value) {
    /** Longest {@code seat_guid} we import. */
    public static final int LENGTH_MAX = 64;

    public SeatId {
        if (value.isEmpty() || value.length() > LENGTH_MAX || !value.chars().allMatch(SeatId::isAllowed)) {
            throw new MalformedId("seatId", "1 to " + LENGTH_MAX + " visible ASCII characters");
        }
    }

    private static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7f;
    }

    @Override
    public String toString() {
        return value;
    }
}
