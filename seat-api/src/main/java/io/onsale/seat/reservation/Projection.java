package io.onsale.seat.reservation;

/**
 * What Postgres says of a reservation at one moment, on its way to Redis. It may get there late, after a later one of the same or
 * of the seat's next reservation; the version tells.
 *
 * @param version grows with every change of a reservation, and from a seat's reservation to its next
 * @param epoch of the performance's seats at that moment: what a rebuild has put up since is newer
 */
public record Projection(Reservation reservation, long version, long epoch) {}
