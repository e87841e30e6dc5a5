package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoHoldToReplace;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.Shortage;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.InArea;
import io.onsale.seat.hold.WishOnPlan.Reading.Found;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SaleBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SeatHolds} must do with wishes that are more than a list of seats. */
public abstract class WishesContract {
    private final FanId ann = aFan();
    private final FanId bob = aFan();

    protected abstract SeatHolds holds();

    protected abstract Performance publish(SaleBuilder sale);

    /** Ends a hold's time. */
    protected abstract void lapse(HoldId hold);

    @Test
    void seats_that_leave_a_single_one_are_refused_with_the_nearest_that_do_not() {
        Performance performance = publish(aSale().withRow("A", 6));

        assertThat(hold(performance, ann, seats("A-2", "A-3")))
                .isEqualTo(new LeavesSingle(ids("A-1"), ids("A-1", "A-2")));
        assertThat(hold(performance, ann, seats("A-4", "A-5")))
                .isEqualTo(new LeavesSingle(ids("A-6"), ids("A-3", "A-4")));
        held(hold(performance, ann, seats("A-3", "A-4")));
    }

    @Test
    void a_single_seat_between_two_asked_ones_is_refused_too() {
        Performance performance = publish(aSale().withRow("A", 6).withRow("B", 2));

        assertThat(hold(performance, ann, seats("A-1", "B-2", "A-3", "B-1")))
                .isEqualTo(new LeavesSingle(ids("A-2"), ids("A-1", "B-2", "A-2", "B-1")));
    }

    @Test
    void the_last_fans_whom_a_row_can_seat_are_not_turned_away() {
        Performance performance = publish(aSale().withRow("A", 3));

        held(hold(performance, ann, seats("A-1", "A-2"))); // as A-2 and A-3 would, it leaves one
        held(hold(performance, bob, seats("A-3")));
    }

    @Test
    void another_part_of_the_row_is_a_choice_beyond_an_aisle() {
        Performance performance = publish(aSale().withRowAt("A", 0, 26, 52, 152, 178));

        assertThat(hold(performance, ann, seats("A-1", "A-2")))
                .isEqualTo(new LeavesSingle(ids("A-3"), ids("A-4", "A-5")));
        held(hold(performance, bob, seats("A-4", "A-5")));
        held(hold(performance, ann, seats("A-1", "A-2"))); // now every choice leaves one
    }

    @Test
    void what_has_lapsed_is_free_for_the_rule_of_single_seats() {
        Performance performance = publish(aSale().withRow("A", 5));
        lapse(held(hold(performance, bob, seats("A-1", "A-2"))).id());

        assertThat(hold(performance, ann, seats("A-4"))).isEqualTo(new LeavesSingle(ids("A-5"), ids("A-3")));
    }

    @Test
    void any_seats_of_an_area_will_do() {
        Performance performance = publish(aSale().withRow("A", 1)
                .withGeneralAdmission("floor", "Floor", 7)
                .atMost(4));

        Hold first = held(hold(performance, ann, inArea("floor", 4)));
        assertThat(hold(performance, bob, inArea("floor", 4)))
                .isEqualTo(new Taken(List.of(), List.of(new Shortage("floor", 3))));
        Hold second = held(hold(performance, bob, inArea("floor", 3)));

        assertThat(first.seats()).hasSize(4).doesNotContainAnyElementsOf(second.seats());
        assertThat(second.seats()).hasSize(3).extracting(HallSeat::label).containsOnly("Floor");
        lapse(first.id());
        assertThat(held(hold(performance, bob, inArea("floor", 1))).seats()).hasSize(1);
    }

    @Test
    void seats_areas_and_best_ones_are_one_hold_or_none() {
        Performance performance =
                publish(aSale().withRow("A", 4).withRow("B", 4).withGeneralAdmission("floor", "Floor", 3));
        Wish all = new Wish(ids("A-1"), List.of(new InArea("floor", 2)), best(2, false), null);

        Hold hold = held(hold(performance, ann, all));

        assertThat(hold.seats())
                .hasSize(5)
                .extracting(seat -> seat.id().value())
                .contains("A-1");
        assertThat(hold.seats()).filteredOn(seat -> seat.grade().equals("S")).hasSize(2);
        assertThat(hold(
                        performance,
                        bob,
                        new Wish(ids("A-1", "B-1"), List.of(new InArea("floor", 2)), best(1, false), null)))
                .isEqualTo(new Taken(ids("A-1"), List.of(new Shortage("floor", 1))));
        assertThat(hold(performance, bob, new Wish(List.of(), List.of(new InArea("floor", 1)), best(7, false), null)))
                .isEqualTo(new NoneFit());
        held(hold(performance, bob, inArea("floor", 1))); // nothing of the refused ones is held
    }

    @Test
    void asked_seats_are_not_chosen_again_as_the_best() {
        Performance performance = publish(aSale().withRow("A", 3));

        Hold hold = held(hold(performance, ann, new Wish(ids("A-1"), List.of(), best(2, false), null)));

        assertThat(hold.seats()).extracting(seat -> seat.id().value()).containsExactlyInAnyOrder("A-1", "A-2", "A-3");
    }

    @Test
    void all_parts_count_for_the_limit() {
        Performance performance = publish(aSale().withRow("A", 4)
                .withGeneralAdmission("floor", "Floor", 3)
                .atMost(4));

        assertThat(hold(performance, ann, new Wish(ids("A-1"), List.of(new InArea("floor", 2)), best(2, false), null)))
                .isEqualTo(new LimitReached(0, 4));
        held(hold(performance, ann, new Wish(ids("A-1"), List.of(new InArea("floor", 2)), best(1, false), null)));
    }

    @Test
    void the_best_are_without_numbers_only_if_that_was_allowed() {
        Performance performance = publish(aSale().withRow("A", 1)
                .withGeneralAdmission("back", "Back", 1)
                .withGeneralAdmission("floor", "Floor", 3));

        assertThat(hold(performance, ann, Wish.of(best(2, false)))).isEqualTo(new NoneFit());
        Held together = (Held) hold(performance, ann, Wish.of(best(2, true)));
        assertThat(together.rung()).isEqualTo(Rung.GENERAL_ADMISSION);
        assertThat(together.hold().seats()).extracting(HallSeat::label).containsExactly("Floor", "Floor");
        Held numbered = (Held) hold(performance, ann, Wish.of(best(1, true)));
        assertThat(numbered.rung()).isEqualTo(Rung.TOGETHER); // there are numbered ones
        Held named = (Held) hold(performance, bob, Wish.of(new BestAvailable(1, null, "Back", false, false)));
        assertThat(named.hold().seats()).extracting(HallSeat::label).containsExactly("Back");
        assertThat(hold(performance, bob, Wish.of(new BestAvailable(1, "R", "Floor", false, true))))
                .isEqualTo(new NoneFit());
    }

    @Test
    void a_hold_is_exchanged_in_one_step() {
        Performance performance =
                publish(aSale().withRow("A", 7).withRow("B", 2).atMost(2));
        Hold old = held(hold(performance, ann, seats("A-3", "A-4")));

        Hold next = held(hold(performance, ann, instead(old, "A-4", "A-5")));

        assertThat(next.id()).isNotEqualTo(old.id());
        assertThat(next.fence()).isGreaterThan(old.fence());
        assertThat(next.expiresAt()).as("an exchange gives no more time").isEqualTo(old.expiresAt());
        assertThat(holds().findHold(performance, old.id(), ann).block(PATIENCE)).isNull();
        assertThat(hold(performance, bob, Wish.of(ids("A-5", "A-4")))).isEqualTo(new Taken(ids("A-5", "A-4")));
        assertThat(hold(performance, ann, Wish.of(ids("B-1")))).isEqualTo(new LimitReached(2, 2));
        held(hold(performance, bob, Wish.of(ids("A-3"))));
    }

    @Test
    void nothing_is_lost_if_the_other_seats_are_taken() {
        Performance performance = publish(aSale().withRow("A", 4));
        Hold old = held(hold(performance, ann, seats("A-1", "A-2")));
        held(hold(performance, bob, seats("A-3", "A-4")));

        assertThat(hold(performance, ann, instead(old, "A-2", "A-3"))).isEqualTo(new Taken(ids("A-3")));

        assertThat(holds().findHold(performance, old.id(), ann).block(PATIENCE)).isEqualTo(old);
    }

    @Test
    void only_a_live_hold_of_ones_own_is_exchanged() {
        Performance performance = publish(aSale().withRow("A", 6));
        Hold bobs = held(hold(performance, bob, seats("A-1", "A-2")));
        Hold lapsed = held(hold(performance, ann, seats("A-3", "A-4")));
        lapse(lapsed.id());

        assertThat(hold(performance, ann, instead(bobs, "A-5", "A-6"))).isEqualTo(new NoHoldToReplace());
        assertThat(hold(performance, ann, instead(lapsed, "A-5", "A-6"))).isEqualTo(new NoHoldToReplace());
        held(hold(performance, bob, seats("A-5", "A-6")));
    }

    @Test
    void the_same_exchange_again_has_the_same_answer() {
        Performance performance = publish(aSale().withRow("A", 4));
        Hold old = held(hold(performance, ann, seats("A-1", "A-2")));

        Hold next = held(keyed(performance, ann, instead(old, "A-3", "A-4")));

        assertThat(held(keyed(performance, ann, instead(old, "A-3", "A-4")))).isEqualTo(next);
    }

    private static Wish seats(String... ids) {
        return Wish.of(ids(ids));
    }

    private static Wish inArea(String area, int quantity) {
        return new Wish(List.of(), List.of(new InArea(area, quantity)), null, null);
    }

    private static Wish instead(Hold old, String... ids) {
        return new Wish(ids(ids), List.of(), null, old.id());
    }

    private static BestAvailable best(int quantity, boolean generalAdmission) {
        return new BestAvailable(quantity, null, null, false, generalAdmission);
    }

    private HoldOutcome hold(Performance performance, FanId fan, Wish wish) {
        return outcome(
                holds().hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), wanted(performance, wish))
                        .block(PATIENCE));
    }

    private HoldOutcome keyed(Performance performance, FanId fan, Wish wish) {
        return outcome(holds().hold(NewHold.keyed(performance, fan, "a1", wish), wanted(performance, wish))
                .block(PATIENCE));
    }

    private static Wanted wanted(Performance performance, Wish wish) {
        return ((Found) WishOnPlan.read(performance.hall(), wish, false)).wanted();
    }

    private static List<SeatId> ids(String... ids) {
        return Arrays.stream(ids).map(SeatId::new).toList();
    }

    private static HoldOutcome outcome(@Nullable HoldOutcome outcome) {
        return Objects.requireNonNull(outcome);
    }

    private static Hold held(HoldOutcome outcome) {
        assertThat(outcome).isInstanceOf(Held.class);
        return ((Held) outcome).hold();
    }
}
