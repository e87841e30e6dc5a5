package io.onsale.audit;

/** A performance's seats, counted by state, and the number of seats of its plan. */
record SeatCount(String performance, int seats, int available, int held, int sold, int blocked) {
    boolean addsUp() {
        return available + held + sold + blocked == seats;
    }
}
