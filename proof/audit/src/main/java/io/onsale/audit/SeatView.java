package io.onsale.audit;

/**
 * One seat as both stores have it.
 *
 * @param redis its two bits
 * @param durable its state by the live reservations (and by the plan, for BLOCKED)
 * @param inHold Redis has an unexpired hold on it: such a seat is HELD without any row
 */
record SeatView(String performance, String seat, SeatMark redis, SeatMark durable, boolean inHold) {
    boolean agrees() {
        return redis == durable || (redis == SeatMark.HELD && durable == SeatMark.AVAILABLE && inHold);
    }

    @Override
    public String toString() {
        return "performance " + performance + " seat " + seat + ": Redis " + redis + (inHold ? " (in a hold)" : "")
                + ", Postgres " + durable;
    }
}
