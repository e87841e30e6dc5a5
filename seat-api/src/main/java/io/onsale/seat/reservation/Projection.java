package io.onsale.seat.reservation;

/**
 * What Postgres says of a reservation at one moment, on its way to Redis. It may arrive late, after a later projection of the same reservation
 * or of the seat's next one; the version shows that.
 *
 * @param version grows with every change of a reservation, and from a seat's reservation to its next
 * @param epoch of the performance's seats at that moment: a rebuild since then has newer ones
 */
public record Projection(Reservation reservation, long version, long epoch) {}
