package io.onsale.seat.plan;

/**
 * A part of a run as best-available chooses from it: all its seats are protected for people who need an accessible seat, or none is. The seat
 * {@code i} places after the first one has the squared distance {@code 10000 * away + pitch * (100 * i - centre)²} to the focal point, which is a whole
 * number: the row is taken as straight, from its first seat to its last.
 *
 * @param first the first seat's index
 * @param row its row; neighbouring rows of a section have successive numbers, other rows never do
 * @param away squared distance of the row's line to the focal point, in tenths of a plan unit
 * @param pitch squared distance between neighbours, in tenths of a plan unit
 * @param centre where on the line the focal point is nearest, in hundredths of a place after the first seat
 */
public record RankedRun(
        int first,
        int length,
        String grade,
        String section,
        boolean isProtected,
        int row,
        long away,
        long pitch,
        long centre) {
    /** Squared distance of the seat {@code i} places after the first one to the focal point. */
    public double distance(int i) {
        double hundredths = 100.0 * i - centre;
        return away * 10_000.0 + pitch * hundredths * hundredths;
    }

    /** The seats {@code from} to {@code to}, both among its own, as a run of their own. */
    public RankedRun part(int from, int to) {
        long shifted = centre - 100L * (from - first);
        return new RankedRun(from, to - from + 1, grade, section, isProtected, row, away, pitch, shifted);
    }

    /** Squared distance of the nearest of its seats. */
    public double nearest() {
        long place = Math.round(centre / 100.0);
        return distance((int) Math.clamp(place, 0, length - 1));
    }
}
