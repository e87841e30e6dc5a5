package io.onsale.seat.hold;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The best available seats in a row with an aisle. */
class BestNeighboursTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRowAt("A", 0, 25, 400, 425, 450, 475));

    @Test
    void three_sit_on_one_side_of_the_aisle() {
        assertThat(best(3)).containsExactly("A-4", "A-5", "A-6");
        assertThat(best(2)).containsExactly("A-1", "A-2");
    }

    @Test
    void the_aisle_is_crossed_rather_than_nobody_served() {
        assertThat(best(5)).containsExactly("A-3", "A-4", "A-5", "A-6", "A-2");
    }

    private List<String> best(int quantity) {
        NewHold newHold = new NewHold(performance, aFan(), HoldId.nextFor(performance.id()));
        HoldOutcome outcome = service.bean(SeatHolds.class)
                .holdBest(newHold, quantity, performance.hall().ranked(), true)
                .block(PATIENCE);
        return ((Held) Objects.requireNonNull(outcome))
                .hold().seats().stream().map(HallSeat::id).map(Object::toString).toList();
    }
}
