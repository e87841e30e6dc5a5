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
import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.SaleState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * The behaviour of a line, for every implementation. I1 is checked after every test: never more fans called and inside than the capacity.
 */
public abstract class WaitingLineContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLAIM_WINDOW = Duration.ofSeconds(45);
    private static final Duration LEASE = Duration.ofMinutes(10);

    private @Nullable SalePolicy current;

    protected abstract WaitingLine line();

    protected abstract Gate gate();

    protected abstract Claims claims();

    /** Applies {@code policy} to the line, setting the line up if necessary. */
    protected abstract void obey(SalePolicy policy);

    protected abstract void letTimePass(Duration time);

    protected abstract Instant now();

    protected abstract AbsenceReports presence();

    protected abstract Map<String, Place> places(SaleId sale);

    @AfterEach
    void capacity_is_never_exceeded() {
        if (current == null) {
            return;
        }
        long taken = places(policy().sale()).values().stream()
                .filter(place -> place.state() == PlaceState.READY || place.state() == PlaceState.ADMITTED)
                .count();
        assertThat(taken).isLessThanOrEqualTo(policy().limits().capacity());
    }

    private SalePolicy policy() {
        return Objects.requireNonNull(current);
    }

    private SaleId sale() {
        return policy().sale();
    }

    /** A sale that opens later, with a lobby one minute before. */
    private void announce(long opensInSeconds, int capacity, int rate) {
        Instant opens = now().plusSeconds(opensInSeconds);
        Times times = new Times(opens.minusSeconds(60), opens, opens.plusSeconds(7200));
        current = SalePolicy.first(SaleId.next(), times, LineOrder.ARRIVAL, Limits.of(capacity, rate));
        obey(policy());
    }

    private void open(int capacity, int rate) {
        announce(0, capacity, rate);
        letTimePass(Duration.ofSeconds(1)); // fills the budget: admissions for a quarter of a second
    }

    private void bring(SaleState state) {
        current = policy().in(state, "because", now());
        obey(policy());
    }

    private void limit(Limits limits) {
        current = policy().with(limits);
        obey(policy());
    }

    private void raiseCapacity(int capacity) {
        limit(Limits.of(capacity, policy().limits().admissionsPerSecond()));
    }

    private void pass(Duration time) {
        letTimePass(time);
    }

    private JoinOutcome join(String fan) {
        return get(line().join(sale(), new FanId(fan), WaitingLine.NO_KEY));
    }

    private EndOutcome leave(String fan) {
        return get(line().end(sale(), new FanId(fan), Ending.LEFT));
    }

    private EndOutcome serve(String fan) {
        return serve(fan, Place.ANY);
    }

    private EndOutcome serve(String fan, long joinedAtMs) {
        return get(line().end(sale(), new FanId(fan), Ending.SERVED, joinedAtMs));
    }

    private long joinedAt(String fan) {
        return Objects.requireNonNull(places(sale()).get(fan)).joinedAtMs();
    }

    private ClaimOutcome claim(String fan, String pass) {
        return get(claims().claim(sale(), new FanId(fan), pass));
    }

    private Called admit() {
        return (Called) get(gate().admit(sale()));
    }

    private long step(int count) {
        return ((Called) get(gate().admit(sale(), count))).called();
    }

    private PlaceState stateOf(String fan) {
        return Objects.requireNonNull(places(sale()).get(fan)).state();
    }

    private static <T> T get(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(TIMEOUT));
    }

    @Test
    void numbers_are_assigned_in_the_order_of_joining_and_stay() {
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
    void a_fan_who_joins_an_empty_line_with_a_free_slot_is_called_immediately() {
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
    void nobody_is_called_before_fans_who_wait() {
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

    @Test
    void an_operator_calls_beyond_the_rate_and_within_the_capacity() {
        open(0, 0);
        for (int i = 0; i < 10; i++) {
            join("fan-" + i);
        }
        raiseCapacity(5);

        pass(Duration.ofMinutes(1));
        assertThat(admit().called()).as("without an operator").isZero();
        assertThat(step(3)).isEqualTo(3);
        assertThat(stateOf("fan-2")).isEqualTo(PlaceState.READY);
        assertThat(stateOf("fan-3")).isEqualTo(PlaceState.WAITING);
        assertThat(step(3)).isEqualTo(2);
        assertThat(step(3)).isZero();
    }

    @Test
    void an_operators_step_does_not_use_the_rate() {
        open(0, 20);
        for (int i = 0; i < 30; i++) {
            join("fan-" + i);
        }
        raiseCapacity(100);

        assertThat(step(4)).isEqualTo(4 + 5); // plus the admissions due for a quarter of a second
        pass(Duration.ofMillis(200));
        assertThat(admit().called()).isEqualTo(4);
    }

    @Test
    void the_rate_is_a_budget_that_refills_and_is_capped() {
        open(0, 20);
        for (int i = 0; i < 30; i++) {
            join("fan-" + i);
        }
        raiseCapacity(100);

        long first = admit().called();
        pass(Duration.ofMillis(200));
        long second = admit().called();
        pass(Duration.ofSeconds(60));
        long third = admit().called();

        assertThat(first).isEqualTo(5); // at most the admissions of a quarter of a second
        assertThat(second).isEqualTo(4);
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
                        admitted -> assertThat(admitted.place().passId()).isEqualTo("pass-1"));
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
        assertThat(claim("ann", "p")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.READY)); // there was no tick since
        admit();
        assertThat(claim("ann", "p")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.MISSED));
    }

    @Test
    void an_expired_lease_yields_no_pass_even_before_a_tick_ends_it() {
        open(1, 10_000);
        join("ann");
        claim("ann", "pass-1");

        pass(LEASE);

        assertThat(claim("ann", "pass-2")).isEqualTo(new ClaimOutcome.NotReady(PlaceState.ADMITTED));
    }

    @Test
    void a_fan_called_before_the_end_of_the_sale_may_still_claim() {
        open(2, 10_000);
        pass(Duration.ofSeconds(7200 - 1 - 40));
        join("ben");
        claim("ben", "pass-1");
        join("cleo");

        pass(Duration.ofSeconds(40));

        assertThat(claim("cleo", "pass-2")).isInstanceOf(ClaimOutcome.Admitted.class);
        assertThat(claim("ben", "pass-3")).isInstanceOf(ClaimOutcome.Admitted.class); // the lease continues
        assertThat(join("dan")).isInstanceOf(Closed.class);
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
        claim("ann", "pass-1");

        assertThat(extend("ann", LEASE.plusSeconds(300))).isPositive();
        assertThat(extend("ann", LEASE.plusSeconds(900))).isEqualTo(extend("ann", Duration.ofDays(1)));

        pass(LEASE.plusSeconds(299));
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(admit().ended()).isEqualTo(1);
    }

    @Test
    void a_lease_is_never_shortened_and_only_the_admitted_have_one() {
        open(1, 10_000);
        join("ann");
        assertThat(extend("ann", Duration.ofHours(3))).isNull(); // called, not admitted
        claim("ann", "pass-1");
        assertThat(extend("ann", LEASE.minusSeconds(300))).isNull();
        assertThat(extend("eve", LEASE.plusSeconds(300))).isNull();

        pass(LEASE.minusSeconds(1));
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(admit().ended()).isEqualTo(1);
    }

    private @Nullable Long extend(String fan, Duration time) {
        return extend(fan, Place.ANY, time);
    }

    private @Nullable Long extend(String fan, long joinedAtMs, Duration time) {
        return gate().extend(sale(), new FanId(fan), joinedAtMs, time).block(TIMEOUT);
    }

    @Test
    void a_booking_of_an_earlier_place_neither_ends_nor_extends_the_current_one() {
        open(1, 10_000);
        join("ann");
        claim("ann", "pass-1");
        long earlier = joinedAt("ann");
        pass(LEASE.plusSeconds(1));
        admit();
        join("ann");
        assertThat(stateOf("ann")).isEqualTo(PlaceState.READY);

        assertThat(serve("ann", earlier)).isInstanceOf(EndOutcome.Same.class);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.READY);

        claim("ann", "pass-2");
        assertThat(extend("ann", earlier, LEASE.plusSeconds(300))).isNull();
        assertThat(serve("ann", earlier)).isInstanceOf(EndOutcome.Same.class);
        assertThat(extend("ann", joinedAt("ann"), LEASE.plusSeconds(300))).isNotNull();
        assertThat(serve("ann", joinedAt("ann"))).isInstanceOf(EndOutcome.Ended.class);
    }

    @Test
    void a_place_resumed_after_a_missed_turn_is_still_the_same_one() {
        open(1, 10_000);
        join("ann");
        long first = joinedAt("ann");
        pass(CLAIM_WINDOW.plusSeconds(1));
        admit();
        join("ann");
        admit();
        claim("ann", "pass-1");

        assertThat(serve("ann", first)).isInstanceOf(EndOutcome.Ended.class);
    }

    @Test
    void a_fan_who_has_bought_is_served_and_the_slot_is_free() {
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
        assertThat(get(line().find(sale(), new FanId("ben"))))
                .isInstanceOfSatisfying(
                        FindOutcome.Found.class,
                        found -> assertThat(found.ahead()).isZero());
        assertThat(join("ann")).isInstanceOfSatisfying(Joined.class, joined -> {
            assertThat(joined.place().number()).isEqualTo(3);
            assertThat(joined.ahead()).isEqualTo(1);
        });
    }

    @Test
    void in_the_lobby_places_are_assigned_and_nobody_is_called() {
        announce(30, 5, 10_000);

        join("ann");
        assertThat(admit().called()).isZero();
        pass(Duration.ofSeconds(31));
        assertThat(admit().called()).isEqualTo(1);
    }

    @Test
    void before_the_lobby_and_after_the_end_nobody_joins() {
        announce(3600, 5, 10_000);
        assertThat(join("ann")).isInstanceOf(NotOpen.class);

        pass(Duration.ofSeconds(3600 + 7200 + 1));
        assertThat(join("ann")).isInstanceOf(Closed.class);
        assertThat(admit().called()).isZero();
    }

    @Test
    void an_unknown_sale_or_fan_is_reported_as_unknown() {
        open(1, 10_000);
        SaleId unknown = SaleId.next();
        FanId ann = new FanId("ann");
        assertThat(get(line().join(unknown, ann, WaitingLine.NO_KEY))).isEqualTo(new UnknownSale());
        assertThat(get(line().find(unknown, ann))).isEqualTo(new FindOutcome.NotInLine());
        assertThat(get(line().end(unknown, ann, Ending.LEFT))).isEqualTo(new EndOutcome.NotInLine());
        assertThat(get(claims().claim(unknown, ann, "p"))).isEqualTo(new ClaimOutcome.NotInLine());
        assertThat(get(gate().admit(unknown))).isEqualTo(new NoLine());
        assertThat(get(line().find(sale(), ann))).isEqualTo(new FindOutcome.NotInLine());
    }

    @Test
    void while_paused_nobody_is_called_and_no_time_runs_out() {
        open(1, 10_000);
        join("ann");
        join("ben");
        pass(Duration.ofSeconds(40));
        bring(SaleState.PAUSED);
        pass(Duration.ofHours(1));

        assertThat(get(gate().admit(sale()))).isEqualTo(new Paused(policy().version()));
        assertThat(join("cleo")).isInstanceOf(Joined.class);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.READY);
        assertThat(stateOf("cleo")).isEqualTo(PlaceState.WAITING);

        bring(SaleState.RUNNING);
        pass(Duration.ofSeconds(4)); // 44 of 45 seconds have passed
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(admit().ended()).isEqualTo(1);
        assertThat(stateOf("ann")).isEqualTo(PlaceState.MISSED);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.READY);
    }

    @Test
    void a_called_fan_may_claim_while_paused_and_a_lease_is_extended_by_the_pause() {
        open(1, 10_000);
        join("ann");
        bring(SaleState.PAUSED);
        pass(CLAIM_WINDOW.plusSeconds(1));
        Instant end = ((ClaimOutcome.Admitted) claim("ann", "pass-1")).expiresAt();
        assertThat(end).isEqualTo(now().plus(LEASE));

        pass(Duration.ofMinutes(5));
        bring(SaleState.RUNNING);
        assertThat(((ClaimOutcome.Admitted) claim("ann", "pass-2")).expiresAt()).isEqualTo(now().plus(LEASE));
        pass(LEASE.minusSeconds(1));
        assertThat(admit().ended()).isZero();
        pass(Duration.ofSeconds(1));
        assertThat(admit().ended()).isEqualTo(1);
    }

    @Test
    void a_fan_who_missed_the_turn_comes_back_once_near_the_front_and_then_at_the_back() {
        open(1, 10_000);
        join("ann");
        join("ben");
        join("cleo");
        pass(CLAIM_WINDOW);
        admit(); // ann has missed her turn, ben is called

        assertThat(join("ann")).isInstanceOfSatisfying(Present.class, present -> {
            assertThat(present.place().number()).isEqualTo(1);
            assertThat(present.place().turn()).isEqualTo(1);
            assertThat(present.ahead()).isZero(); // before cleo
        });
        leave("ben");
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.READY);
        pass(CLAIM_WINDOW);
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.MISSED);
        assertThat(join("ann"))
                .isInstanceOfSatisfying(
                        Joined.class,
                        joined -> assertThat(joined.place().number()).isEqualTo(4));
    }

    @Test
    void coming_back_after_ten_minutes_means_the_back() {
        open(1, 10_000);
        join("ann");
        join("ben");
        pass(CLAIM_WINDOW);
        admit();
        pass(Duration.ofMinutes(10));

        assertThat(join("ann"))
                .isInstanceOfSatisfying(
                        Joined.class,
                        joined -> assertThat(joined.place().number()).isEqualTo(3));
    }

    @Test
    void an_absent_fan_leaves_the_line_after_the_grace_and_one_who_returns_in_time_loses_nothing() {
        open(0, 10_000);
        join("ann");
        join("ben");
        join("cleo");
        note(List.of("ann", "ben", "cleo", "eve"), List.of());
        pass(Duration.ofSeconds(59));
        admit();
        note(List.of(), List.of("ann"));
        assertThat(join("ben")).isInstanceOf(Present.class); // joining again also marks the fan present
        note(List.of("cleo"), List.of()); // the grace runs from the first report

        pass(Duration.ofSeconds(1));
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.WAITING);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.WAITING);
        assertThat(stateOf("cleo")).isEqualTo(PlaceState.LEFT);
        pass(Duration.ofHours(1));
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.WAITING);
    }

    @Test
    void a_grace_stops_while_paused_and_can_be_turned_off() {
        open(0, 10_000);
        join("ann");
        note(List.of("ann"), List.of());
        bring(SaleState.PAUSED);
        pass(Duration.ofHours(1));
        bring(SaleState.RUNNING);
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.WAITING);
        pass(Duration.ofSeconds(60));
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.LEFT);

        limit(new Limits(0, 100, CLAIM_WINDOW, LEASE, Refresh.KEEP, Duration.ZERO, 0));
        join("ben");
        note(List.of("ben"), List.of());
        pass(Duration.ofHours(1));
        admit();
        assertThat(stateOf("ben")).isEqualTo(PlaceState.WAITING);
    }

    @Test
    void only_waiting_fans_can_be_absent() {
        open(1, 10_000);
        join("ann");
        note(List.of("ann"), List.of()); // called: the claim window applies
        claim("ann", "pass-1");
        note(List.of("ann"), List.of());
        pass(Duration.ofMinutes(2));
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.ADMITTED);
    }

    @Test
    void an_absent_fan_who_asks_another_node_for_the_place_keeps_it() {
        open(0, 10_000);
        join("ann");
        join("ben");
        note(List.of("ann", "ben"), List.of());

        assertThat(get(line().find(sale(), List.of(new FanId("eve"), new FanId("ann")))))
                .satisfiesExactly(
                        eve -> assertThat(eve).isEqualTo(new FindOutcome.NotInLine()),
                        ann -> assertThat(ann).isInstanceOf(FindOutcome.Found.class));
        pass(Duration.ofSeconds(61));
        admit();

        assertThat(stateOf("ann")).isEqualTo(PlaceState.WAITING);
        assertThat(stateOf("ben")).isEqualTo(PlaceState.LEFT);
    }

    private void note(List<String> gone, List<String> back) {
        presence()
                .report(
                        sale(),
                        gone.stream().map(FanId::new).toList(),
                        back.stream().map(FanId::new).toList())
                .block(TIMEOUT);
    }

    @Test
    void if_a_refresh_costs_the_place_only_a_repeated_request_keeps_it() {
        announce(0, 0, 10_000);
        limit(new Limits(0, 100, CLAIM_WINDOW, LEASE, Refresh.TO_BACK, Duration.ofSeconds(60), 0));
        assertThat(numberOf(join("ann", "k1"))).isEqualTo(1);
        assertThat(numberOf(join("ben", WaitingLine.NO_KEY))).isEqualTo(2);

        assertThat(join("ann", "k1"))
                .isInstanceOfSatisfying(
                        Present.class,
                        present -> assertThat(present.place().number()).isEqualTo(1));
        assertThat(join("ann", "k2")).isInstanceOfSatisfying(Joined.class, joined -> {
            assertThat(joined.place().number()).isEqualTo(3);
            assertThat(joined.ahead()).isEqualTo(1);
        });
        assertThat(numberOf(join("ben", WaitingLine.NO_KEY))).isEqualTo(4);
        raiseCapacity(1);
        pass(Duration.ofSeconds(1));
        admit();
        assertThat(stateOf("ann")).isEqualTo(PlaceState.READY);
        assertThat(numberOf(join("ann", "k3"))).isEqualTo(3); // a refresh does not lose a turn
    }

    @Test
    void the_newest_key_of_a_place_is_refused_with_another_body() {
        open(1, 100);
        assertThat(join("ann", "k1.")).isInstanceOf(Joined.class);

        assertThat(join("ann", "k1.")).isInstanceOf(Present.class);
        assertThat(join("ann", "k1.b")).isEqualTo(new JoinOutcome.KeyReused());
        assertThat(join("ann", WaitingLine.NO_KEY)).isInstanceOf(Present.class);
        assertThat(join("ann", "k1.b")).isEqualTo(new JoinOutcome.KeyReused());
        assertThat(join("ann", "k2.b")).isInstanceOf(Present.class);
        assertThat(join("ann", "k2.")).isEqualTo(new JoinOutcome.KeyReused());
        assertThat(join("ben", "k2.")).isInstanceOf(Joined.class); // keys are per fan
    }

    private JoinOutcome join(String fan, String key) {
        return get(line().join(sale(), new FanId(fan), key));
    }

    private static long numberOf(JoinOutcome outcome) {
        return outcome instanceof Joined joined
                ? joined.place().number()
                : ((Present) outcome).place().number();
    }

    @Test
    void the_more_turns_are_missed_the_faster_the_next_are_called_up_to_twice_the_rate() {
        open(10_000, 20);
        raiseCapacity(10_000);
        for (int i = 0; i < 1_500; i++) {
            join("fan-" + i);
        }
        long before = callsIn(Duration.ofSeconds(2));
        for (int i = 0; i < 12; i++) { // nobody ever claims
            pass(CLAIM_WINDOW);
            callsIn(Duration.ofSeconds(1));
        }
        long after = callsIn(Duration.ofSeconds(2));

        assertThat(before).isBetween(40L, 46L); // 20 per second, plus the rest of the budget
        assertThat(after).isBetween(78L, 90L);
    }

    private long callsIn(Duration time) {
        long called = 0;
        for (int i = 0; i < time.toMillis() / 100; i++) {
            pass(Duration.ofMillis(100));
            called += admit().called();
        }
        return called;
    }

    @Test
    void after_closing_a_called_fan_can_no_longer_claim() {
        open(1, 10_000);
        join("ann");
        bring(SaleState.CLOSED);
        assertThat(claim("ann", "p")).isEqualTo(new ClaimOutcome.Closed("because"));
    }

    @Test
    void while_draining_nobody_joins_and_waiting_fans_are_called() {
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
    void after_closing_nobody_joins_and_nobody_is_called_but_leases_end() {
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
