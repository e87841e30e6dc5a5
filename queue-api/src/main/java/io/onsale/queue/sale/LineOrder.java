package io.onsale.queue.sale;

/** How the order of a line is decided. */
public enum LineOrder {
    /** First come, first served, from the moment the lobby opens. */
    ARRIVAL,
    /** Fans in the lobby at the opening are drawn; later ones queue behind them by arrival. */
    RANDOM
}
