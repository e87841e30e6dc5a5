package io.onsale.ticket.payment.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.Checkout;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.payment.AskAboutAttempts;
import io.onsale.ticket.payment.BookingCheckout;
import io.onsale.ticket.payment.ExpireBookings;
import io.onsale.ticket.payment.MoneyBack;
import io.onsale.ticket.payment.PayBooking;
import io.onsale.ticket.payment.PaymentProvider;
import io.onsale.ticket.payment.Payments;
import io.onsale.ticket.payment.RefundBooks;
import io.onsale.ticket.payment.SettlePayment;
import io.onsale.ticket.payment.WatchPayments;
import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.ticket.Tickets;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.validation.annotation.Validated;
import reactor.core.scheduler.Schedulers;

/** Payments: their tables, their use cases and the loops that settle, watch and expire. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentWiring.Settings.class)
class PaymentWiring {
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(1);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(5); // the shortest pause is a minute

    /**
     * @param sendWithin normally milliseconds; with the 60 s that PortOne may take it ends well before {@code giveUpAfter}
     * @param answerWithin how long a buyer may wait before the answer is 202
     * @param askAfter a little later: by then the call itself has most likely answered
     * @param giveUpAfter PortOne may take up to 60 s per call
     * @param giveUpAfterFailure the provider has said that it failed; its records may lag by seconds
     */
    @Validated
    @ConfigurationProperties("onsale.payment")
    record Settings(
            @NotNull @DefaultValue("10s") Duration sendWithin,
            @NotNull @DefaultValue("10s") Duration answerWithin,
            @NotNull @DefaultValue("12s") Duration askAfter,
            @NotNull @DefaultValue("90s") Duration giveUpAfter,
            @NotNull @DefaultValue("10s") Duration giveUpAfterFailure) {
        PayBooking.Patience patience() {
            return new PayBooking.Patience(sendWithin, answerWithin, askAfter, giveUpAfter, giveUpAfterFailure);
        }
    }

    @Bean
    SettlePayment settlePayment(
            PaymentProvider provider,
            Bookings bookings,
            Payments payments,
            Tickets tickets,
            MoneyBack moneyBack,
            RefundBooks refundBooks,
            Outbox outbox,
            Atomic atomic) {
        return new SettlePayment(provider, bookings, payments, tickets, moneyBack, refundBooks, outbox, atomic);
    }

    @Bean
    PayBooking payBooking(
            Bookings bookings,
            Payments payments,
            PaymentProvider provider,
            SettlePayment settlePayment,
            Atomic atomic,
            Settings settings) {
        return new PayBooking(bookings, payments, provider, settlePayment, atomic, settings.patience());
    }

    @Bean
    Checkout checkout(Payments payments, PaymentProvider provider) {
        return new BookingCheckout(payments, provider);
    }

    @Bean
    Loop attemptAsking(Payments payments, Bookings bookings, SettlePayment settlePayment, Atomic atomic) {
        AskAboutAttempts ask = new AskAboutAttempts(payments, bookings, settlePayment, atomic);
        return Loop.batches("Asking about payment attempts", ASK_EVERY, Schedulers.parallel(), ask::batch);
    }

    @Bean
    Loop paymentWatch(Payments payments, SettlePayment settlePayment) {
        WatchPayments watch = new WatchPayments(payments, settlePayment);
        return Loop.batches("Watching payments", WATCH_EVERY, Schedulers.parallel(), watch::batch);
    }

    @Bean
    Loop bookingExpiry(
            Bookings bookings, Payments payments, SettlePayment settlePayment, Outbox outbox, Atomic atomic) {
        ExpireBookings expire = new ExpireBookings(bookings, payments, settlePayment, outbox, atomic);
        return Loop.batches("Expiring bookings", EXPIRE_EVERY, Schedulers.parallel(), expire::batch);
    }

    @Bean
    Payments payments(DatabaseClient database) {
        return new R2dbcPayments(database);
    }
}
