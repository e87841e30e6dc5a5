package io.onsale.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.PostgresServer;
import io.onsale.kernel.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole audit on real stores: it finds nothing in a clean shop, and reports each promise that the test breaks in the stores. */
class AuditTest {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @SuppressWarnings("NullAway.Init")
    private Shop shop;

    @BeforeAll
    static void schemas() {
        Shop.migrate(POSTGRES);
    }

    @BeforeEach
    void anEveningInAShop() throws Exception {
        REDIS.flush();
        shop = new Shop(POSTGRES, REDIS);
        shop.fillCleanly();
    }

    @AfterEach
    void closed() throws Exception {
        shop.close();
    }

    @Test
    void a_clean_shop_passes_and_every_rule_had_something_to_look_at() throws Exception {
        Verdict verdict = audit();

        assertThat(verdict.table()).contains("every promise was kept");
        assertThat(verdict.lines())
                .allSatisfy(line -> assertThat(line.finding().checked())
                        .as(line.rule().promise())
                        .isPositive());
    }

    @Test
    void one_fan_too_many_inside_breaks_I1() throws Exception {
        shop.log("101-0", "fan4", 4, "READY", 0);

        assertBroken("never more inside", "makes 3 inside, capacity 2");
    }

    @Test
    void the_log_is_replayed_in_the_scripts_order_and_not_by_text() throws Exception {
        // as text, 100-0 comes before 11-0, in which fan1 makes room
        shop.log("101-0", "fan3", 3, "ENDED", 0);
        shop.log("102-0", "fan4", 4, "READY", 0);

        assertThat(audit().isClean()).isTrue();
    }

    @Test
    void a_fan_who_is_let_in_before_a_lower_number_breaks_I2() throws Exception {
        shop.log("101-0", "fan3", 3, "ENDED", 0);
        shop.log("102-0", "fan5", 5, "READY", 0);
        shop.log("103-0", "fan5", 5, "ENDED", 0);
        shop.log("104-0", "fan4", 4, "READY", 0);

        assertBroken("admitted in the order", "fan fan5 number 5 came in before 104-0 READY fan fan4");
    }

    @Test
    void a_booking_of_a_fan_who_was_never_let_in_breaks_I14() throws Exception {
        shop.execute("delete from queue.admission_log where fan_id = 'fan2' and kind = 'ADMITTED'");

        assertBroken("who booked had been let in", "fan fan2 was never let in, but has booking book2");
    }

    @Test
    void a_seat_in_two_live_reservations_breaks_I6() throws Exception {
        shop.execute("""
                drop index seat.one_live_reservation_a_seat;
                insert into seat.reservation_seat (reservation_id, performance_id, seat_id, seat_index, label, grade, amount, state)
                  values ('res2', 'perf1', 'A-1', 0, 'A-1', 'R', 165000, 'RESERVED');
                """);

        assertBroken("two live reservations", "seat A-1: reservation res1 (SOLD) and reservation res2 (RESERVED)");
    }

    @Test
    void a_seat_in_two_live_bookings_breaks_I6() throws Exception {
        shop.execute("""
                drop index ticket.booking_seat_live;
                insert into ticket.booking_seat (booking_id, position, performance_id, seat_id, label, grade, amount, is_live)
                  values ('book2', 1, 'perf1', 'A-1', 'A-1', 'R', 165000, true);
                """);

        assertBroken("two live bookings", "seat A-1: booking book1 (CONFIRMED) and booking book2 (PENDING)");
    }

    @Test
    void a_seat_that_is_held_by_nobody_breaks_I7() throws Exception {
        shop.states(0b10_10_01_01, 0b01_00_00_11); // B-1 is held, but has no owner

        assertBroken("available+held+sold+blocked", "seats=8, available=2, held=2, sold=2, blocked=1");
    }

    @Test
    void a_performance_that_Redis_has_forgotten_breaks_I7() throws Exception {
        shop.forgetRedis();

        assertBroken("available+held+sold+blocked", "performance=perf1, seats=8, available=0");
    }

    @Test
    void a_sold_seat_that_Redis_offers_breaks_I7() throws Exception {
        shop.states(0b00_10_01_01, 0b00_00_00_11); // A-1 is free again

        assertBroken("Redis agrees with Postgres", "seat A-1: Redis AVAILABLE, Postgres SOLD");
    }

    @Test
    void a_hold_that_has_lapsed_and_still_keeps_its_seat_breaks_I7() throws Exception {
        shop.hold("h3", "H|fan3|1000|3|d|3||");

        assertBroken("Redis agrees with Postgres", "seat A-4: Redis HELD, Postgres AVAILABLE");
    }

    @Test
    void a_seat_that_should_not_be_for_sale_breaks_I7() throws Exception {
        shop.states(0b10_10_01_01, 0b00_00_00_00); // B-4 is offered

        assertBroken("Redis agrees with Postgres", "seat B-4: Redis AVAILABLE, Postgres BLOCKED");
    }

    @Test
    void money_for_a_booking_that_is_not_confirmed_breaks_I8() throws Exception {
        shop.pay("pay2", 165_000);

        assertBroken("captured money is one booking's", "payment pay2", "booking book2 (PENDING, 165000 KRW)");
    }

    @Test
    void money_that_no_booking_knows_of_breaks_I8() throws Exception {
        shop.pay("stray", 1_000);

        assertBroken("captured money is one booking's", "payment stray", "against no booking");
    }

    @Test
    void money_that_went_back_in_full_breaks_nothing() throws Exception {
        shop.pay("stray", 1_000);
        shop.refund("stray");

        assertThat(audit().isClean()).isTrue();
    }

    @Test
    void another_amount_than_the_bookings_breaks_I8() throws Exception {
        shop.execute("update ticket.booking set amount = 329999 where booking_id = 'book1'");

        assertBroken("captured money is one booking's", "captured 330000", "329999 KRW");
        assertBroken("a confirmed booking has one exact capture", "329999 KRW");
    }

    @Test
    void a_confirmed_booking_that_nobody_paid_breaks_I8() throws Exception {
        shop.execute("update ticket.booking set status = 'CONFIRMED' where booking_id = 'book2'");

        assertBroken("a confirmed booking has one exact capture", "booking book2 (CONFIRMED", "no captured payment");
    }

    @Test
    void a_refunded_booking_that_is_still_confirmed_breaks_I8() throws Exception {
        shop.refund("pay1");

        assertBroken("a confirmed booking has one exact capture", "booking book1 (CONFIRMED", "no captured payment");
    }

    @Test
    void a_booking_cancelled_for_a_fee_breaks_nothing() throws Exception {
        shop.cancelForAFee();

        assertThat(audit().table()).contains("every promise was kept");
    }

    @Test
    void a_refund_that_is_too_small_breaks_I8() throws Exception {
        shop.cancelForAFee();
        shop.execute("update ticket.payment set refunded = 330000 where payment_id = 'pay1'");
        shop.execute("update ticket.cancellation set amount = 330000, fee = 0");

        assertBroken("captured money is one booking's", "payment pay1", "booking book1 (CANCELLED, 0 KRW)");
        assertBroken(
                "a confirmed booking has one exact capture", "booking book1 (CANCELLED, 0 KRW)", "refunded 297000");
    }

    @Test
    void a_refund_that_is_too_large_breaks_I8() throws Exception {
        shop.cancelForAFee();
        shop.refund("pay1", 33_000);

        assertBroken("a confirmed booking has one exact capture", "booking book1 (CANCELLED, 33000 KRW)");
    }

    @Test
    void a_refund_that_is_not_the_policys_breaks_I8() throws Exception {
        shop.cancelForAFee();
        shop.execute("update ticket.cancellation set fee = 66000");

        assertBroken("kept money = seats sold + fees", "booking book1 (CANCELLED, 33000 KRW)", "make 66000");
    }

    @Test
    void a_sold_seat_without_a_ticket_is_reported() throws Exception {
        shop.execute("delete from ticket.ticket where ticket_id = 'tick2'");

        assertBroken("tickets = sold seats", "seat A-2: reservation res1 sold it, but there is no ticket");
    }

    @Test
    void a_ticket_for_a_seat_that_is_not_sold_is_reported() throws Exception {
        shop.execute("update ticket.ticket set seat_id = 'B-1' where ticket_id = 'tick2'");

        assertBroken("tickets = sold seats", "seat B-1: ticket tick2, but the seat is not sold");
    }

    @Test
    void a_ticket_that_was_accepted_twice_breaks_I15() throws Exception {
        shop.execute("""
                drop index ticket.scan_accepted;
                insert into ticket.scan (performance_id, scan_id, ticket_id, gate, member_id, offline, manual, outcome, admitted, scanned_at, received_at)
                  values ('perf1', 'scan2', 'tick1', 'South', 'gate1', false, false, 'ACCEPTED', true, now(), now());
                """);

        assertBroken("a ticket lets in once", "ticket tick1 was accepted 2 times: North, South");
    }

    @Test
    void a_used_ticket_without_a_scan_breaks_I15() throws Exception {
        shop.execute("delete from ticket.scan");

        assertBroken("a ticket lets in once", "ticket tick1 is used, but no scan was accepted");
    }

    @Test
    void an_accepted_ticket_that_may_be_used_again_breaks_I15() throws Exception {
        shop.execute("update ticket.ticket set used_at = null, used_gate = null");

        assertBroken("a ticket lets in once", "ticket tick1 was accepted at North, but is not used");
    }

    @Test
    void a_used_ticket_that_was_given_back_breaks_I15() throws Exception {
        shop.execute("update ticket.ticket set state = 'VOIDED', voided_at = now() where ticket_id = 'tick1'");

        assertBroken("a ticket lets in once", "ticket tick1 was accepted at North and given back");
    }

    @Test
    void an_event_that_was_never_sent_breaks_I11() throws Exception {
        shop.execute("update ticket.outbox set sent_at = null");

        assertBroken("every event has left its outbox", "1 events wait in ticket.outbox, the oldest is e1");
    }

    @Test
    void what_comes_to_rest_while_the_audit_looks_is_no_violation() throws Exception {
        shop.execute("update ticket.outbox set sent_at = null");
        try (Stores stores = shop.stores()) {
            assertThat(Verdict.on(stores.read()).isClean()).isFalse();
            shop.execute("update ticket.outbox set sent_at = now()");

            assertThat(Audit.atRest(stores, Duration.ofSeconds(10)).isClean()).isTrue();
        }
    }

    private Verdict audit() throws Exception {
        try (Stores stores = shop.stores()) {
            return Verdict.on(stores.read());
        }
    }

    /** The rule with this promise is broken, and one witness contains all of {@code words}. */
    private void assertBroken(String promise, String... words) throws Exception {
        List<Verdict.Line> lines = audit().lines().stream()
                .filter(line -> line.rule().promise().contains(promise))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().finding().witnesses())
                .anySatisfy(witness -> assertThat(witness).contains(words));
    }
}
