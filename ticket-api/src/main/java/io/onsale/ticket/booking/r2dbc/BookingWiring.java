package io.onsale.ticket.booking.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.booking.BookingIntents;
import io.onsale.ticket.booking.BookingViews;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.Checkout;
import io.onsale.ticket.booking.PausedSales;
import io.onsale.ticket.booking.PlaceBooking;
import io.onsale.ticket.booking.SeatReservations;
import io.onsale.ticket.booking.UndoIntents;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.catalogue.Shows;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.validation.annotation.Validated;
import reactor.core.scheduler.Schedulers;

/** Bookings: their tables, their use cases and the loops that tidy up after them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BookingWiring.Settings.class)
class BookingWiring {
    private static final Duration UNDO_EVERY = Duration.ofSeconds(5);
    private static final Duration KEEP_SETTLED =
            Duration.ofDays(7); // until then a second request for a hold finds its booking
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

    /**
     * @param payWithin how long a booking can be paid: enough for a card, an app and a second try
     * @param undoAfter when an unfinished intent is undone: longer than any request takes
     */
    @Validated
    @ConfigurationProperties("onsale.booking")
    record Settings(
            @NotNull @DefaultValue("5m") Duration payWithin,
            @NotNull @DefaultValue("60s") Duration undoAfter) {}

    @Bean
    PlaceBooking placeBooking(
            BookingIntents intents,
            SeatReservations seats,
            Offers offers,
            Bookings bookings,
            Checkout checkout,
            Outbox outbox,
            Atomic atomic,
            Clock clock,
            Settings settings) {
        return new PlaceBooking(
                intents, seats, offers, bookings, checkout, outbox, atomic, clock, settings.payWithin());
    }

    @Bean
    Loop intentTidying(BookingIntents intents) {
        return Loop.batches(
                "Deleting old booking intents",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> intents.forgetSettled(KEEP_SETTLED, FORGET_BATCH));
    }

    @Bean
    Loop intentUndoing(BookingIntents intents, SeatReservations seats, Settings settings) {
        UndoIntents undo = new UndoIntents(intents, seats, settings.undoAfter());
        return Loop.batches("Undoing booking intents", UNDO_EVERY, Schedulers.parallel(), undo::batch);
    }

    @Bean
    BookingViews bookingViews(Shows shows) {
        return new BookingViews(shows);
    }

    @Bean
    Bookings bookings(DatabaseClient database) {
        return new R2dbcBookings(database);
    }

    @Bean
    PausedSales pausedSales(DatabaseClient database, Atomic atomic) {
        return new R2dbcPausedSales(database, atomic);
    }

    @Bean
    BookingIntents bookingIntents(DatabaseClient database) {
        return new R2dbcBookingIntents(database);
    }
}
