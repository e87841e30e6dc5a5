package io.onsale.ticket.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Deadlines of bookings during and after a pause of the sale. */
class PausedSaleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Evening evening = TicketShop.newEvening();
    private final Fan fan = TicketShop.newFan();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void a_booking_keeps_the_time_that_it_had_left_however_long_the_pause() {
        Evening other = TicketShop.newEvening();
        pause(1, now.minus(MINUTE.multipliedBy(60)));
        String paused = booking(
                evening,
                now.minus(MINUTE.multipliedBy(65)),
                now.minus(MINUTE.multipliedBy(60)).plusSeconds(5));
        String running = booking(other, now.minus(MINUTE.multipliedBy(65)), now.minus(MINUTE));

        await().atMost(PATIENCE).until(() -> status(running).equals("EXPIRED")); // both were overdue
        assertThat(status(paused)).isEqualTo("PENDING");
        assertThat(shown(paused))
                .isBetween(Instant.now().plusSeconds(3), Instant.now().plusSeconds(6));

        Instant resumed = Instant.now();
        resume(2, resumed);

        assertThat(shown(paused)).isBetween(resumed.plusMillis(4_900), resumed.plusMillis(5_100));
        assertThat(status(paused)).isEqualTo("PENDING");
        await().atMost(PATIENCE).until(() -> status(paused).equals("EXPIRED"));
        assertThat(Instant.now()).isAfter(resumed.plusMillis(4_900));
    }

    @Test
    void it_can_be_paid_during_the_pause_and_after_it() {
        pause(1, now.minus(MINUTE));
        String during = booking(
                evening, now.minus(MINUTE.multipliedBy(2)), now.minus(MINUTE).plusSeconds(60));
        String after = booking(
                evening, now.minus(MINUTE.multipliedBy(2)), now.minus(MINUTE).plusSeconds(60));

        assertThat(TicketShop.pay(fan, during, "ok").status()).isEqualTo(200);
        resume(2, Instant.now());
        assertThat(TicketShop.pay(fan, after, "ok").status()).isEqualTo(200);
    }

    @Test
    void a_late_notification_costs_no_time() {
        String before = booking(evening, now.minus(MINUTE.multipliedBy(41)), now.plus(MINUTE));
        String within = booking(evening, now.minus(MINUTE.multipliedBy(20)), now.plus(MINUTE));
        String since = booking(evening, now.minus(MINUTE.multipliedBy(9)), now.plus(MINUTE));

        pause(1, now.minus(MINUTE.multipliedBy(40)));
        resume(2, now.minus(MINUTE.multipliedBy(10)));

        assertThat(shown(before)).isEqualTo(now.plus(MINUTE.multipliedBy(31)));
        assertThat(shown(within)).isEqualTo(now.plus(MINUTE.multipliedBy(11)));
        assertThat(shown(since)).isEqualTo(now.plus(MINUTE));
    }

    @Test
    void a_change_counts_once_and_an_older_one_not_at_all() {
        String booking = booking(evening, now.minus(MINUTE.multipliedBy(41)), now.plus(MINUTE));
        pause(5, now.minus(MINUTE.multipliedBy(40)));
        pause(5, now.minus(MINUTE.multipliedBy(30)));
        resume(6, now.minus(MINUTE.multipliedBy(10)));
        resume(6, now.minus(MINUTE.multipliedBy(10)));
        pause(5, now.minus(MINUTE.multipliedBy(5)));
        resume(4, now);

        assertThat(shown(booking)).isEqualTo(now.plus(MINUTE.multipliedBy(31)));
    }

    @Test
    void every_state_but_paused_ends_the_pause_and_other_commands_do_not() {
        String booking = booking(evening, now.minus(MINUTE.multipliedBy(41)), now.plus(MINUTE));

        send(changed(1, "paused", now.minus(MINUTE.multipliedBy(40))));
        send(changed(2, "limit", now.minus(MINUTE.multipliedBy(35))));
        send(changed(3, "draining", now.minus(MINUTE.multipliedBy(30))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown(booking)).isEqualTo(now.plus(MINUTE.multipliedBy(11))));
    }

    private String booking(Evening of, Instant placedAt, Instant expiresAt) {
        String booking = TicketShop.newBooking(fan, of, 1);
        TicketShop.change(
                "update ticket.booking set placed_at = ?::timestamptz, expires_at = ?::timestamptz, check_after = ?::timestamptz"
                        + " where booking_id = ?",
                placedAt.toString(),
                expiresAt.toString(),
                expiresAt.toString(),
                booking);
        return booking;
    }

    private Instant shown(String booking) {
        return Instant.parse(fan.http().get("/api/v1/bookings/" + booking).text("/expiresAt"));
    }

    private String status(String booking) {
        return TicketShop.status(fan, booking);
    }

    private void pause(long change, Instant at) {
        TicketShop.bean(PausedSales.class)
                .pause(new SaleId(evening.saleId()), change, at)
                .block(PATIENCE);
    }

    private void resume(long change, Instant at) {
        TicketShop.bean(PausedSales.class)
                .resume(new SaleId(evening.saleId()), change, at)
                .block(PATIENCE);
    }

    private SaleChanged changed(long change, String command, Instant at) {
        return new SaleChanged(evening.saleId(), change, "boss", command, "Why", false, at);
    }

    private static void send(SaleChanged event) {
        EventEnvelope<SaleChanged> envelope = EventEnvelope.of(OpaqueId.next(), Instant.now(), event);
        Objects.requireNonNull(TicketShop.bean(EventPublisher.class)
                .send(List.of(
                        new Outgoing(envelope.id(), event.topic(), event.orderingKey(), EventJson.write(envelope))))
                .blockLast(PATIENCE));
    }
}
