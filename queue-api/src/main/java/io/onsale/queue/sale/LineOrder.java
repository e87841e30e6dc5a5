package io.onsale.queue.sale;

/** Who comes before whom. */
public enum LineOrder {
    /** First come, first served, from the moment the lobby opens. */
    ARRIVAL,
    /** Who is in the lobby at the opening is drawn; who comes later queues behind by arrival. */
    RANDOM
}
