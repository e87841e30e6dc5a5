package io.onsale.seat.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a stadium of 66,704 seats is on the wire, by the encoder that answers. */
class SnapshotBytesTest {
    private static final int SEATS = 66_704;
    private static final int BYTES_MAX = 14 * 1024;

    private final Random random = new Random(20_261_201);
    private final SeatStates states = SeatStates.available(1, SEATS);

    private int bytes() {
        SeatMap map = new SeatMap(SEATS);
        map.load(states, List.of());
        return map.snapshot().gzip().length;
    }

    /** Parties of two to four beside each other, as they are sold, and some of them still held. */
    private void sellParties(double share) {
        for (int i = 0; i < SEATS; ) {
            int party = 2 + random.nextInt(3);
            if (random.nextDouble() < share) {
                SeatState state = random.nextInt(20) == 0 ? SeatState.HELD : SeatState.SOLD;
                for (int seat = i; seat < Math.min(SEATS, i + party); seat++) {
                    states.set(seat, state);
                }
            }
            i += party;
        }
    }

    @Test
    void a_fresh_hall_is_next_to_nothing() {
        assertThat(bytes()).isLessThan(300);
    }

    @Test
    void a_half_sold_hall_fits() {
        sellParties(0.5);

        assertThat(bytes()).isLessThan(BYTES_MAX);
    }

    @Test
    void a_hall_that_is_half_sold_by_single_seats_at_random_fits() {
        for (int i = 0; i < SEATS; i++) {
            states.set(i, random.nextBoolean() ? SeatState.SOLD : SeatState.AVAILABLE);
        }

        assertThat(bytes()).isLessThan(BYTES_MAX);
    }
}
