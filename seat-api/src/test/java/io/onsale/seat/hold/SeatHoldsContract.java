package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.NOT_FOR_SALE;
import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SaleBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What every {@link SeatHolds} must do. */
public abstract class SeatHoldsContract {
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    protected abstract SeatHolds holds();

    protected abstract Performance publish(SaleBuilder sale);

    /** Ends a hold's time. */
    protected abstract void lapse(HoldId hold);

    @Test
    void free_seats_are_held_with_what_they_cost() {
        Performance performance = publish(aSale().withRow("A", 3));

        Hold hold = held(hold(performance, ann, "A-1", "A-3"));

        assertThat(hold.seats()).extracting(HallSeat::label).containsExactly("F1 A-1", "F1 A-3");
        assertThat(hold.seats()).extracting(seat -> seat.price().amount()).containsOnly(10_000L);
        assertThat(find(performance, hold, ann)).isEqualTo(hold);
    }

    @Test
    void second_fan_is_refused_the_same_seat() {
        Performance performance = publish(aSale().withRow("A", 3));
        hold(performance, ann, "A-2");

        HoldOutcome outcome = hold(performance, bob, "A-1", "A-2", "A-3");

        assertThat(outcome).isEqualTo(new Taken(ids("A-2")));
        held(hold(performance, bob, "A-1", "A-3")); // nothing of the refused request is held
    }

    @Test
    void seats_not_for_sale_are_taken() {
        Performance performance = publish(aSale().withRow("A", 1).withRow("B", 2, NOT_FOR_SALE));

        assertThat(hold(performance, ann, "A-1", "B-2")).isEqualTo(new Taken(ids("B-2")));
    }

    @Test
    void fences_grow() {
        Performance performance = publish(aSale().withRow("A", 2));

        Hold first = held(hold(performance, ann, "A-1"));
        release(performance, first, ann);
        Hold second = held(hold(performance, bob, "A-1"));

        assertThat(second.fence()).isGreaterThan(first.fence());
    }

    @Test
    void a_fan_gets_no_more_seats_than_one_may_over_all_holds() {
        Performance performance = publish(aSale().withRow("A", 9).atMost(4));
        hold(performance, ann, "A-1", "A-2", "A-3");

        assertThat(hold(performance, ann, "A-4", "A-5")).isEqualTo(new LimitReached(3, 4));
        held(hold(performance, ann, "A-4"));
        assertThat(hold(performance, ann, "A-5")).isEqualTo(new LimitReached(4, 4));
    }

    @Test
    void what_has_lapsed_is_free_and_counts_for_nothing() {
        Performance performance = publish(aSale().withRow("A", 4).atMost(2));
        Hold old = held(hold(performance, ann, "A-1", "A-2"));
        lapse(old.id());

        assertThat(find(performance, old, ann)).isNull();
        held(hold(performance, bob, "A-2", "A-3"));
        held(hold(performance, ann, "A-1", "A-4"));
    }

    @Test
    void all_of_a_lapsed_hold_is_free_when_one_of_its_seats_is_taken_over() {
        Performance performance = publish(aSale().withRow("A", 3));
        lapse(held(hold(performance, ann, "A-1", "A-2", "A-3")).id());

        held(hold(performance, bob, "A-2"));

        assertThat(hold(performance, bob, "A-1", "A-2")).isEqualTo(new Taken(ids("A-2")));
        held(hold(performance, bob, "A-1", "A-3"));
    }

    @Test
    void a_hold_is_given_back_once_and_by_its_owner_only() {
        Performance performance = publish(aSale().withRow("A", 1));
        Hold hold = held(hold(performance, ann, "A-1"));

        assertThat(release(performance, hold, bob)).isEqualTo(HoldReleaseOutcome.NOT_FOUND);
        assertThat(release(performance, hold, ann)).isEqualTo(HoldReleaseOutcome.RELEASED);
        assertThat(release(performance, hold, ann)).isEqualTo(HoldReleaseOutcome.NOT_FOUND);
        assertThat(find(performance, hold, ann)).isNull();
        held(hold(performance, bob, "A-1"));
    }

    @Test
    void all_live_holds_of_a_fan_are_found_and_given_back() {
        Performance performance = publish(aSale().withRow("A", 8));
        Hold first = held(hold(performance, ann, "A-1", "A-2"));
        Hold second = held(hold(performance, ann, "A-5"));
        lapse(held(hold(performance, ann, "A-3")).id());
        Hold bobs = held(hold(performance, bob, "A-7"));

        assertThat(holds().findHolds(performance, ann).block(PATIENCE)).containsExactlyInAnyOrder(first, second);
        holds().releaseAll(performance, ann).block(PATIENCE);

        assertThat(holds().findHolds(performance, ann).block(PATIENCE)).isEmpty();
        assertThat(holds().releaseAll(performance, ann).block(PATIENCE)).isZero();
        assertThat(find(performance, bobs, bob)).isEqualTo(bobs);
        held(hold(performance, bob, "A-1", "A-2", "A-3", "A-5"));
    }

    @Test
    void a_hold_is_its_owners_secret() {
        Performance performance = publish(aSale().withRow("A", 1));
        Hold hold = held(hold(performance, ann, "A-1"));

        assertThat(find(performance, hold, bob)).isNull();
    }

    @Test
    void the_same_request_again_is_the_same_hold() {
        Performance performance = publish(aSale().withRow("A", 2).atMost(1));
        Hold first = held(keyed(performance, ann, "d1", "A-1"));

        assertThat(held(keyed(performance, ann, "d1", "A-1"))).isEqualTo(first);
        assertThat(keyed(performance, ann, "d2", "A-2")).isEqualTo(new KeyReused());
        held(keyed(performance, bob, "d2", "A-2")); // keys of different fans are independent
    }

    @Test
    void the_same_request_again_is_the_same_answer_after_the_hold_was_given_back() {
        Performance performance = publish(aSale().withRow("A", 2));
        Hold first = held(keyed(performance, ann, "d1", "A-1"));
        release(performance, first, ann);

        assertThat(held(keyed(performance, ann, "d1", "A-1"))).isEqualTo(first);
        assertThat(keyed(performance, ann, "d2", "A-2")).isEqualTo(new KeyReused());
        assertThat(find(performance, first, ann)).isNull();
        held(hold(performance, bob, "A-1", "A-2")); // a repeat holds nothing
    }

    @Test
    void the_same_request_again_is_the_same_answer_after_the_hold_has_lapsed() {
        Performance performance = publish(aSale().withRow("A", 2));
        Hold first = held(keyedBest(performance, ann));
        lapse(first.id());

        assertThat(held(keyedBest(performance, ann))).isEqualTo(first);
        held(hold(performance, bob, "A-1", "A-2"));
        assertThat(held(keyedBest(performance, ann))).isEqualTo(first);
    }

    @Test
    void a_refusal_is_kept_under_its_key() {
        Performance performance = publish(aSale().withRow("A", 3).atMost(2));
        Hold other = held(hold(performance, bob, "A-1", "A-2"));
        HoldOutcome taken = keyed(performance, ann, "d1", "A-2", "A-3");
        assertThat(taken).isEqualTo(new Taken(ids("A-2")));

        release(performance, other, bob);

        assertThat(keyed(performance, ann, "d1", "A-2", "A-3")).isEqualTo(taken);
        assertThat(keyed(performance, ann, "d2", "A-3")).isEqualTo(new KeyReused());
        held(hold(performance, ann, "A-2", "A-3")); // without the key it is a new request
    }

    @Test
    void that_nothing_fits_is_kept_under_its_key_once_it_is_the_answer() {
        Performance performance = publish(aSale().withRow("A", 2));
        Hold other = held(hold(performance, bob, "A-1", "A-2"));
        assertThat(keyedBest(performance, ann, 1, false)).isEqualTo(new NoneFit()); // other runs are searched next
        release(performance, other, bob);
        held(keyedBest(performance, ann, 1, true));

        Performance second = publish(aSale().withRow("A", 2));
        Hold all = held(hold(second, bob, "A-1", "A-2"));
        assertThat(keyedBest(second, ann, 1, true)).isEqualTo(new NoneFit());
        release(second, all, bob);
        assertThat(keyedBest(second, ann, 1, true)).isEqualTo(new NoneFit());
    }

    @Test
    void that_the_limit_is_reached_is_kept_under_its_key() {
        Performance performance = publish(aSale().withRow("A", 4).atMost(2));
        Hold first = held(hold(performance, ann, "A-1", "A-2"));
        assertThat(keyed(performance, ann, "d1", "A-3")).isEqualTo(new LimitReached(2, 2));

        release(performance, first, ann);

        assertThat(keyed(performance, ann, "d1", "A-3")).isEqualTo(new LimitReached(2, 2));
        held(hold(performance, ann, "A-3"));
    }

    @Test
    void nobody_holds_seats_of_a_performance_that_has_begun() {
        Performance performance = publish(aSale().withRow("A", 4).startingAt(Instant.now()));

        assertThat(hold(performance, ann, "A-1")).isEqualTo(new PerformanceStarted());
        assertThat(holdBest(performance, ann, 1)).isEqualTo(new PerformanceStarted());
        held(hold(publish(aSale().withRow("A", 4).startingAt(Instant.now().plus(PATIENCE))), ann, "A-1"));
    }

    @Test
    void after_the_start_the_same_request_still_has_its_answer() {
        Performance performance = publish(aSale().withRow("A", 4));
        Hold chosen = held(keyed(performance, ann, "d1", "A-1"));
        Hold best = held(keyedBest(performance, bob));
        Performance begun = new Performance(
                performance.id(),
                performance.sale(),
                performance.hall(),
                performance.maxSeatsPerFan(),
                Instant.now(),
                performance.visibility());

        assertThat(held(keyed(begun, ann, "d1", "A-1"))).isEqualTo(chosen);
        assertThat(held(keyedBest(begun, bob))).isEqualTo(best);
        assertThat(hold(begun, ann, "A-3")).isEqualTo(new PerformanceStarted());
    }

    @Test
    void the_best_are_side_by_side_and_near_the_focal_point() {
        Performance performance = publish(aSale().withRow("A", 3).withRow("B", 4));
        hold(performance, bob, "A-2");

        assertThat(best(performance, ann, 2)).isEqualTo(ids("B-3", "B-4"));
        assertThat(best(performance, ann, 1)).isEqualTo(ids("A-3")); // B-2 would leave B-1 alone
    }

    @Test
    void the_best_are_apart_rather_than_none() {
        Performance performance = publish(aSale().withRow("A", 3).withRow("B", 1));
        hold(performance, bob, "A-2");

        assertThat(best(performance, ann, 3)).hasSameElementsAs(ids("A-1", "A-3", "B-1"));
        assertThat(holdBest(performance, ann, 1)).isEqualTo(new NoneFit());
    }

    @Test
    void the_best_end_at_the_limit_too() {
        Performance performance = publish(aSale().withRow("A", 9).atMost(3));
        best(performance, ann, 2);

        assertThat(holdBest(performance, ann, 2)).isEqualTo(new LimitReached(2, 3));
    }

    @Test
    void the_best_may_have_lapsed() {
        Performance performance = publish(aSale().withRow("A", 3));
        lapse(held(hold(performance, bob, "A-1", "A-2", "A-3")).id());

        assertThat(best(performance, ann, 2)).isEqualTo(ids("A-2", "A-3"));
        assertThat(best(performance, bob, 1)).isEqualTo(ids("A-1"));
    }

    private HoldOutcome hold(Performance performance, FanId fan, String... seats) {
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        return outcome(holds().hold(newHold, seats(performance, seats)).block(PATIENCE));
    }

    /** Under one key, with a new id as for every request. */
    private HoldOutcome keyed(Performance performance, FanId fan, String digest, String... seats) {
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()), "a1", digest);
        return outcome(holds().hold(newHold, seats(performance, seats)).block(PATIENCE));
    }

    private HoldOutcome keyedBest(Performance performance, FanId fan) {
        return keyedBest(performance, fan, 1, true);
    }

    private HoldOutcome keyedBest(Performance performance, FanId fan, int quantity, boolean isLastTry) {
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()), "a1", "d1");
        return outcome(holds().holdBest(newHold, quantity, performance.hall().ranked(), isLastTry)
                .block(PATIENCE));
    }

    private HoldOutcome holdBest(Performance performance, FanId fan, int quantity) {
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        return outcome(holds().holdBest(newHold, quantity, performance.hall().ranked(), true)
                .block(PATIENCE));
    }

    private List<SeatId> best(Performance performance, FanId fan, int quantity) {
        return held(holdBest(performance, fan, quantity)).seats().stream()
                .map(HallSeat::id)
                .toList();
    }

    private @org.jspecify.annotations.Nullable Hold find(Performance performance, Hold hold, FanId fan) {
        return holds().findHold(performance, hold.id(), fan).block(PATIENCE);
    }

    private HoldReleaseOutcome release(Performance performance, Hold hold, FanId fan) {
        return Objects.requireNonNull(
                holds().release(performance, hold.id(), fan).block(PATIENCE));
    }

    static List<HallSeat> seats(Performance performance, String... ids) {
        return Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
    }

    private static List<SeatId> ids(String... ids) {
        return Arrays.stream(ids).map(SeatId::new).toList();
    }

    private static HoldOutcome outcome(@org.jspecify.annotations.Nullable HoldOutcome outcome) {
        return Objects.requireNonNull(outcome);
    }

    private static Hold held(@org.jspecify.annotations.Nullable HoldOutcome outcome) {
        assertThat(outcome).isInstanceOf(Held.class);
        return ((Held) outcome(outcome)).hold();
    }
}
