package io.onsale.seat.history;

import io.onsale.seat.seat.SeatState;

/** What a seat was from one of its changes to the next. */
public enum RecordedState {
    AVAILABLE(SeatState.AVAILABLE),
    HELD(SeatState.HELD),
    /** A booking has it and is not paid yet. */
    RESERVED(SeatState.HELD),
    SOLD(SeatState.SOLD),
    BLOCKED(SeatState.BLOCKED);

    private final SeatState shown;

    RecordedState(SeatState shown) {
        this.shown = shown;
    }

    /** As everybody saw it. */
    public SeatState shown() {
        return shown;
    }

    /** The recorded state of a change in Redis, which does not know of reservations. */
    public static RecordedState of(SeatState state) {
        return switch (state) {
            case AVAILABLE -> AVAILABLE;
            case HELD -> HELD;
            case SOLD -> SOLD;
            case BLOCKED -> BLOCKED;
        };
    }
}
