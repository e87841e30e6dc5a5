package io.onsale.seat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeatStatesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 1000})
    void what_is_set_is_read(int seats) {
        Random random = new Random(seats);
        SeatState[] expected = new SeatState[seats];
        SeatStates states = SeatStates.available(7, seats);
        for (int i = 0; i < 4 * seats; i++) {
            int index = i < seats ? i : random.nextInt(seats);
            expected[index] = SeatStates.of(random.nextInt(4));
            states.set(index, expected[index]);
        }

        SeatStates stored = SeatStates.stored(states.toStored(), seats);

        for (int i = 0; i < seats; i++) {
            assertThat(stored.get(i)).isEqualTo(expected[i]);
        }
        assertThat(SeatStates.epoch(stored.version())).isEqualTo(7);
    }

    @Test
    void eighty_thousand_seats_are_twenty_thousand_bytes() {
        assertThat(Base64.getDecoder().decode(SeatStates.available(1, 80_000).toBase64()))
                .hasSize(20_000);
    }

    @Test
    void nothing_stored_is_version_zero() {
        assertThat(SeatStates.version(new byte[0])).isZero();
    }
}
