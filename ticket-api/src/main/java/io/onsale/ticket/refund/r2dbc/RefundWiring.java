package io.onsale.ticket.refund.r2dbc;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.service.loop.Loop;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.SeatReservations;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.MoneyBack;
import io.onsale.ticket.payment.PaymentProvider;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.RefundBooks;
import io.onsale.ticket.payment.SettlePayment;
import io.onsale.ticket.refund.CancelBooking;
import io.onsale.ticket.refund.CancelledShows;
import io.onsale.ticket.refund.CompareRefunds;
import io.onsale.ticket.refund.EndCancelledShows;
import io.onsale.ticket.refund.GiveBack;
import io.onsale.ticket.refund.GiveUpBooking;
import io.onsale.ticket.refund.Refunds;
import io.onsale.ticket.refund.ReturnTickets;
import io.onsale.ticket.refund.SendRefunds;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Tickets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

/** Refunds: their tables, their use cases and the loop that sends them. */
@Configuration(proxyBeanMethods = false)
class RefundWiring {
    private static final Duration SEND_EVERY = Duration.ofSeconds(2);
    private static final Duration END_EVERY = Duration.ofSeconds(2); // one small query while nothing is cancelled

    @Bean
    WakeUpSignal refundSignal() {
        return new WakeUpSignal();
    }

    @Bean
    MoneyBack moneyBack(Refunds refunds, Payments payments, WakeUpSignal refundSignal) {
        return new GiveBack(refunds, payments, refundSignal);
    }

    @Bean
    RefundBooks refundBooks(
            Refunds refunds,
            Payments payments,
            Bookings bookings,
            Tickets tickets,
            Outbox outbox,
            MeterRegistry meters) {
        return new CompareRefunds(refunds, payments, bookings, tickets, outbox, meters);
    }

    @Bean
    SendRefunds sendRefunds(Refunds refunds, PaymentProvider provider, SettlePayment settlePayment) {
        return new SendRefunds(refunds, provider, settlePayment);
    }

    @Bean
    Loop refundSending(SendRefunds sendRefunds, WakeUpSignal refundSignal) {
        return Loop.batches("Sending refunds", SEND_EVERY, Schedulers.parallel(), refundSignal, sendRefunds::batch);
    }

    @Bean
    ReturnTickets returnTickets(Bookings bookings, Tickets tickets, Payments payments, Refunds refunds, Outbox outbox) {
        return new ReturnTickets(bookings, tickets, payments, refunds, outbox);
    }

    @Bean
    GiveUpBooking giveUpBooking(Bookings bookings, Payments payments, SeatReservations seats, Outbox outbox) {
        return new GiveUpBooking(bookings, payments, seats, outbox);
    }

    @Bean
    CancelledShows cancelledShows(DatabaseClient database) {
        return new R2dbcCancelledShows(database);
    }

    @Bean
    Loop cancelledShowsEnding(
            CancelledShows shows,
            Bookings bookings,
            Tickets tickets,
            Payments payments,
            Refunds refunds,
            ReturnTickets returnTickets,
            GiveUpBooking giveUpBooking,
            Atomic atomic,
            WakeUpSignal refundSignal) {
        EndCancelledShows end = new EndCancelledShows(
                shows, bookings, tickets, payments, refunds, returnTickets, giveUpBooking, atomic, refundSignal);
        return Loop.batches("Ending bookings of cancelled shows", END_EVERY, Schedulers.parallel(), end::batch);
    }

    @Bean
    CancelBooking cancelBooking(
            Bookings bookings,
            Tickets tickets,
            Payments payments,
            Refunds refunds,
            ReturnTickets returnTickets,
            SendRefunds sendRefunds,
            GiveUpBooking giveUpBooking,
            Offers offers,
            Atomic atomic,
            Clock clock) {
        return new CancelBooking(
                bookings, tickets, payments, refunds, returnTickets, sendRefunds, giveUpBooking, offers, atomic, clock);
    }

    @Bean
    Refunds refunds(DatabaseClient database) {
        return new R2dbcRefunds(database);
    }
}
