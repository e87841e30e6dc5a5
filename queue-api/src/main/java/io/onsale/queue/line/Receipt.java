package io.onsale.queue.line;

/**
 * What a receipt states.
 *
 * @param epoch of the line when the place was given
 * @param registration the number given at joining
 * @param joinedAtMs ms since 1970
 */
public record Receipt(long epoch, long registration, long joinedAtMs) {
    /** The receipt of this place. */
    public static Receipt of(Place place) {
        return new Receipt(place.epoch(), place.registration(), place.joinedAtMs());
    }
}
