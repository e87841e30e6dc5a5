package io.onsale.ticket.booking;

import io.onsale.ticket.catalogue.Shows;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Bookings as their fans see them: with what the catalogue says of their shows now. */
public final class BookingViews {
    private final Shows shows;

    public BookingViews(Shows shows) {
        this.shows = shows;
    }

    public Mono<BookingView> of(Booking booking) {
        return of(List.of(booking)).map(List::getFirst);
    }

    /** With one query for all of them. */
    public Mono<List<BookingView>> of(List<Booking> bookings) {
        return shows.find(bookings.stream().map(Booking::performance).toList())
                .map(found -> bookings.stream()
                        .map(booking ->
                                BookingView.of(booking, Objects.requireNonNull(found.get(booking.performance()))))
                        .toList());
    }

    public Mono<BookingView> of(Booking booking, Checkout.Standing standing) {
        return of(booking).map(view -> view.with(standing));
    }
}
