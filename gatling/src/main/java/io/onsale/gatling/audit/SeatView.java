package io.onsale.gatling.audit;

import io.onsale.gatling.seats.SeatStates.State;

/**
 * One seat in the eyes of both stores.
 *
 * @param redis its two bits
 * @param durable what the live reservations (and the plan, for BLOCKED) make of it
 * @param inHold Redis knows a hold on it that has not lapsed: such a seat is HELD without any row
 */
record SeatView(String performance, String seat, State redis, State durable, boolean inHold) {
    boolean agrees() {
        return redis == durable || (redis == State.HELD && durable == State.AVAILABLE && inHold);
    }

    @Override
    public String toString() {
        return "performance " + performance + " seat " + seat + ": Redis " + redis + (inHold ? " (in a hold)" : "")
                + ", Postgres " + durable;
    }
}
