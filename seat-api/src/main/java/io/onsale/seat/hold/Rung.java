package io.onsale.seat.hold;

/** Where on the ladder the best available seats were found: each is tried only if none before it fits. */
public enum Rung {
    /** Side by side in one row, and no single seat is left beside them. */
    TOGETHER,
    /** Side by side in one row; every such choice leaves a single seat. */
    TOGETHER_LEAVING_SINGLE,
    /** In few parts of one row or of two neighbouring rows; no row has room for all side by side. */
    NEIGHBOURING_ROWS,
    /** In one area of general admission, which was allowed; no numbered seats fit. */
    GENERAL_ADMISSION
}
