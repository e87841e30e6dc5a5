package io.onsale.ticket.booking.r2dbc;

import io.onsale.ticket.booking.BookingIntents;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.PausedSales;
import io.onsale.ticket.store.Atomic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class BookingStore {
    @Bean
    Bookings bookings(DatabaseClient database) {
        return new BookingTables(database);
    }

    @Bean
    PausedSales pausedSales(DatabaseClient database, Atomic atomic) {
        return new PauseTable(database, atomic);
    }

    @Bean
    BookingIntents bookingIntents(DatabaseClient database) {
        return new IntentTable(database);
    }
}
