package io.onsale.gatling.audit;

/** A performance's seats, counted by state, against the seats of its plan. */
record SeatCount(String performance, int seats, int available, int held, int sold, int blocked) {
    boolean addsUp() {
        return available + held + sold + blocked == seats;
    }
}
