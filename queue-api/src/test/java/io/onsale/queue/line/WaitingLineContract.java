package io.onsale.queue.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.AdmitOutcome.NoLine;
import io.onsale.queue.admission.AdmitOutcome.Paused;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.JoinOutcome.Closed;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a line does, whatever it is made of. After every test I1 is checked: never more called and inside than the capacity. */
public abstract class WaitingLineContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLAIM_WINDOW = Duration.ofSeconds(45);
    private static final Duration LEASE = Duration.ofMinutes(10);

    private SalePolicy policy = policy(SaleId.next(), 1, SaleState.RUNNING, 0, 2, 10_000);

    protected abstract WaitingLine line();

    protected abstract Gate gate();

    protected abstract Claims claims();

    /** Makes the line obey {@code policy}, setting it up if need be. */
    protected abstract void obey(SalePolicy policy);

    protected abstract void letTimePass(SaleId sale, Duration time);

    protected abstract Map<String, Place> places(SaleId sale);

    @AfterEach
    void capacity_is_never_exceeded() {
        long taken = places(policy.sale()).values().stream()
                .filter(place -> place.state() == PlaceState.READY || place.state() == PlaceState.ADMITTED)
                .count();
        assertThat(taken).isLessThanOrEqualTo(policy.capacity());
    }

    private static SalePolicy policy(
            SaleId sale, long version, SaleState state, long opensInSeconds, int capacity, int rate) {
        Instant now = Instant.now();
        Instant opens = now.plusSeconds(opensInSeconds).minusMillis(1);
        String message = state == SaleState.RUNNING ? "" : "because";
        return new SalePolicy(
                sale,
                version,
                state,
                message,
                opens.minusSeconds(60),
                opens,
                opens.plusSeconds(7200),
                LineOrder.ARRIVAL,
                capacity,
                rate,
                CLAIM_WINDOW,
                LEASE);
    }

    private void open(int capacity, int rate) {
        policy = policy(policy.sale(), 1, SaleState.RUNNING, 0, capacity, rate);
        obey(policy);
        pass(Duration.ofSeconds(1)); // fills the budget: half a second's worth of admissions
    }

    private void bring(SaleState state) {
        policy = new SalePolicy(
                policy.sale(),
                policy.version() + 1,
                state,
                "because",
                policy.lobbyOpensAt(),
                policy.opensAt(),
                policy.closesAt(),
                policy.order(),
                policy.capacity(),
                policy.admissionsPerSecond(),
                policy.claimWindow(),
                policy.lease());
        obey(policy);
    }

    private void pass(Duration time) {
        letTimePass(policy.sale(), time);
    }

    private JoinOutcome join(String fan) {
        return get(line().join(policy.sale(), new FanId(fan)));
    }

    private EndOutcome leave(String fan) {
        return get(line().end(policy.sale(), new FanId(fan), Ending.LEFT));
    }

    private EndOutcome serve(String fan) {
        return get(line().end(policy.sale(), new FanId(fan), Ending.SERVED));
    }

    private ClaimOutcome claim(String fan, String pass) {
        return get(claims().claim(policy.sale(), new FanId(fan), pass));
    }

    private Called admit() {
        return (Called) get(gate().admit(policy.sale()));
    }

    private PlaceState stateOf(String fan) {
        return Objects.requireNonNull(places(policy.sale()).get(fan)).state();
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(TIMEOUT));
    }

    @Test
    void numbers_are_given_in_the_order_of_joining_and_stay() {
        open(0, 10_000);

        assertThat(join("ann")).isInstanceOfSatisfying(Joined.class, joined -> {
            assertThat(joined.place().number()).isEqualTo(1);
            assertThat(joined.ahead()).isZero();
        });
        assertThat(join("ben")).isInstanceOfSatisfying(Joined.class, joined -> {
            assertThat(joined.place().number()).isEqualTo(2);
            assertThat(joined.ahead()).isEqualTo(1);
        });
        assertThat(join("ann")).isInstanceOfSatisfying(Present.class, present -> {
            assertThat(present.place().number()).isEqualTo(1);
            assertThat(present.ahead()).isZero();
        });
    }

    @Test
    void who_comes_while_nobody_waits_and_a_slot_is_free_is_called_at_once() {
        open(1, 10_000);

        assertThat(join("ann"))
                .isInstanceOfSatisfying(
                        Joined.class,
                        joined -> assertThat(joined.place().state()).isEqualTo(PlaceState.READY));
        assertThat(join("ben"))
                .isInstanceOfSatisfying(
                        Joined.class,
                        joined -> assertThat(joined.place().state()).isEqualTo(PlaceState.WAITING));
    }

    @Test
    void nobody_is_called_past_those_who_wait() {
        open(1, 10_000);
        join("ann");
        join("ben");
        leave("ann");

        join("cleo"); // a slot is free, but ben was first
        assertThat(stateOf("cleo")).isEqualTo(PlaceState.WAITING);

        assertThat(admit().called()).isEqualTo(1);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.READY);
    }

    @Test
    void a_tick_calls_as_many_as_there_are_free_slots_in_order() {
        open(0, 10_000);
        for (String fan : new String[] {"ann", "ben", "cleo", "dora"}) {
            join(fan);
        }
        raiseCapacity(3);

        assertThat(admit().called()).isEqualTo(3);
        assertThat(stateOf("cleo")).isEqualTo(PlaceState.READY);
        assertThat(stateOf("dora")).isEqualTo(PlaceState.WAITING);
        assertThat(admit().called()).isZero();
    }

    private void raiseCapacity(int capacity) {
        policy = new SalePolicy(
                policy.sale(),
                policy.version() + 1,
                policy.state(),
                policy.message(),
                policy.lobbyOpensAt(),
                policy.opensAt(),
                policy.closesAt(),
                policy.order(),
                capacity,
                policy.admissionsPerSecond(),
                policy.claimWindow(),
                policy.lease());
        obey(policy);
    }

    @Test
    void the_rate_is_a_budget_that_refills_and_does_not_pile_up() {
        open(0, 10);
        for (int i = 0; i < 30; i++) {
            join("fan-" + i);
        }
        raiseCapacity(100);

        long first = admit().called();
        pass(Duration.ofMillis(300));
        long second = admit().called();
        pass(Duration.ofSeconds(60));
        long third = admit().called();

        assertThat(first).isEqualTo(5); // half a second's worth at the most
        assertThat(second).isBetween(3L, 5L); // 300 ms at 10 a second, and what the test itself takes
        assertThat(third).isEqualTo(5);
    }

    @Test
    void a_claim_in_time_admits_and_a_repeated_one_yields_the_same_pass() {
        open(1, 10_000);
        join("ann");

        ClaimOutcome first = claim("ann", "pass-1");
        ClaimOutcome second = claim("ann", "pass-2");

        assertThat(first)
                .isInstanceOfSatisfying(
                        ClaimOutcome.Admitted.class,
                        admitted -> assertThat(admitted.passId()).isEqualTo("pass-1"));
        assertThat(second).isEqualTo(first);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.ADMITTED);
    }

    @Test
    void a_claim_is_refused_before_the_turn_after_the_window_and_without_a_place() {
        open(1, 10_000);
        join("ann");
        join("ben");

        assertThat(claim("ben", "p")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.WAITING));
        assertThat(claim("eve", "p")).isEqualTo(new ClaimOutcome.NotInLine());
        pass(CLAIM_WINDOW.plusSeconds(1));
        assertThat(claim("ann", "p")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.READY)); // no tick has been since
        admit();
        assertThat(claim("ann", "p")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.MISSED));
    }

    @Test
    void an_unclaimed_turn_is_missed_and_goes_to_the_next() {
        open(1, 10_000);
        join("ann");
        join("ben");
        pass(CLAIM_WINDOW.plusSeconds(1));

        Called tick = admit();

        assertThat(tick.ended()).isEqualTo(1);
        assertThat(tick.called()).isEqualTo(1);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.MISSED);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.READY);
    }

    @Test
    void a_lease_ends_and_frees_its_slot() {
        open(1, 10_000);
        join("ann");
        claim("ann", "pass-1");
        join("ben");
        pass(CLAIM_WINDOW.plusSeconds(1));
        assertThat(admit().ended()).isZero();

        pass(LEASE);
        assertThat(admit().ended()).isEqualTo(1);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.LEFT);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.READY);
    }

    @Test
    void a_lease_is_extended_once_for_a_pending_booking() {
        open(1, 10_000);
        join("ann");
        Instant end = ((ClaimOutcome.Admitted) claim("ann", "pass-1")).expiresAt();

        extend("ann", end.plusSeconds(300));
        extend("ann", end.plusSeconds(900));

        pass(LEASE.plusSeconds(200));
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(200));
        assertThat(admit().ended()).isEqualTo(1);
    }

    @Test
    void a_lease_is_never_shortened_and_only_the_admitted_have_one() {
        open(1, 10_000);
        join("ann");
        extend("ann", Instant.now().plusSeconds(9000)); // called, not admitted
        Instant end = ((ClaimOutcome.Admitted) claim("ann", "pass-1")).expiresAt();
        extend("ann", end.minusSeconds(300));
        extend("eve", end.plusSeconds(300));

        pass(LEASE.minusSeconds(10));
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(11));
        assertThat(admit().ended()).isEqualTo(1);
    }

    private void extend(String fan, Instant until) {
        gate().extend(policy.sale(), new FanId(fan), until).block(TIMEOUT);
    }

    @Test
    void who_has_bought_is_served_and_the_slot_is_free() {
        open(1, 10_000);
        join("ann");
        join("ben");
        claim("ann", "pass-1");

        assertThat(serve("ann")).isInstanceOf(EndOutcome.Ended.class);
        assertThat(serve("ann")).isInstanceOf(EndOutcome.Same.class);
        assertThat(serve("ben")).isInstanceOf(EndOutcome.Same.class); // a waiting fan cannot have bought
        assertThat(serve("eve")).isInstanceOf(EndOutcome.NotInLine.class);
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.SERVED);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.READY);
    }

    @Test
    void leaving_is_repeatable_and_coming_back_means_a_new_number() {
        open(0, 10_000);
        join("ann");
        join("ben");

        assertThat(leave("ann")).isInstanceOf(EndOutcome.Ended.class);
        assertThat(leave("ann")).isInstanceOf(EndOutcome.Same.class);
        assertThat(leave("eve")).isInstanceOf(EndOutcome.NotInLine.class);
        assertThat(get(line().find(policy.sale(), new FanId("ben"))))
                .isInstanceOfSatisfying(
                        FindOutcome.Found.class,
                        found -> assertThat(found.ahead()).isZero());
        assertThat(join("ann")).isInstanceOfSatisfying(Joined.class, joined -> {
            assertThat(joined.place().number()).isEqualTo(3);
            assertThat(joined.ahead()).isEqualTo(1);
        });
    }

    @Test
    void in_the_lobby_places_are_given_and_nobody_is_called() {
        policy = policy(policy.sale(), 1, SaleState.RUNNING, 30, 5, 10_000);
        obey(policy);

        join("ann");
        assertThat(admit().called()).isZero();
        pass(Duration.ofSeconds(31));
        assertThat(admit().called()).isEqualTo(1);
    }

    @Test
    void before_the_lobby_and_after_the_end_nobody_joins() {
        policy = policy(policy.sale(), 1, SaleState.RUNNING, 3600, 5, 10_000);
        obey(policy);
        assertThat(join("ann")).isInstanceOf(NotOpen.class);

        pass(Duration.ofSeconds(3600 + 7200 + 1));
        assertThat(join("ann")).isInstanceOf(Closed.class);
        assertThat(admit().called()).isZero();
    }

    @Test
    void a_sale_or_fan_that_nobody_knows_is_said_to_be_unknown() {
        obey(policy);
        SaleId unknown = SaleId.next();
        FanId ann = new FanId("ann");
        assertThat(get(line().join(unknown, ann))).isEqualTo(new UnknownSale());
        assertThat(get(line().find(unknown, ann))).isEqualTo(new FindOutcome.NotInLine());
        assertThat(get(line().end(unknown, ann, Ending.LEFT))).isEqualTo(new EndOutcome.NotInLine());
        assertThat(get(claims().claim(unknown, ann, "p"))).isEqualTo(new ClaimOutcome.NotInLine());
        assertThat(get(gate().admit(unknown))).isEqualTo(new NoLine());
        assertThat(get(line().find(policy.sale(), ann))).isEqualTo(new FindOutcome.NotInLine());
    }

    @Test
    void paused_nobody_is_called_and_nobody_runs_out_of_time() {
        open(1, 10_000);
        join("ann");
        join("ben");
        bring(SaleState.PAUSED);
        pass(CLAIM_WINDOW.plusSeconds(1));

        assertThat(get(gate().admit(policy.sale()))).isEqualTo(new Paused(policy.version()));
        assertThat(claim("ann", "pass-1")).isInstanceOf(ClaimOutcome.Admitted.class);
        leave("ann");
        assertThat(join("cleo")).isInstanceOf(Joined.class);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.WAITING);
        assertThat(stateOf("cleo")).isEqualTo(PlaceState.WAITING);
    }

    @Test
    void draining_lets_nobody_join_and_calls_those_who_wait() {
        open(1, 10_000);
        join("ann");
        join("ben");
        bring(SaleState.DRAINING);
        leave("ann");

        assertThat(join("cleo")).isEqualTo(new Closed("because"));
        assertThat(join("ben")).isInstanceOf(Present.class);
        assertThat(admit().called()).isEqualTo(1);
    }

    @Test
    void closed_nobody_joins_and_nobody_is_called_but_leases_end() {
        open(1, 10_000);
        join("ann");
        join("ben");
        claim("ann", "pass-1");
        bring(SaleState.CLOSED);

        assertThat(join("cleo")).isEqualTo(new Closed("because"));
        pass(LEASE.plusSeconds(1));
        Called tick = admit();
        assertThat(tick.ended()).isEqualTo(1);
        assertThat(tick.called()).isZero();
    }
}
