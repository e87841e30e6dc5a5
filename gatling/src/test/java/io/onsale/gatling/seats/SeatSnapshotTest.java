package io.onsale.gatling.seats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeatSnapshotTest {
    @Test
    void four_seats_share_a_byte_and_the_first_has_the_highest_bits() {
        SeatSnapshot seats = SeatSnapshot.of(new byte[] {0b00_01_10_11, (byte) 0b11_00_00_00}, 6);

        assertThat(IntStream.range(0, 6).filter(seats::isAvailable)).containsExactly(0, 5);
    }

    @Test
    void the_snapshot_travels_as_base64() {
        SeatSnapshot seats = SeatSnapshot.ofBase64("G8A=", 6);

        assertThat(IntStream.range(0, 6).filter(seats::isAvailable)).containsExactly(0, 5);
    }

    @Test
    void missing_bytes_at_the_end_are_available_seats() {
        SeatSnapshot seats = SeatSnapshot.of(new byte[] {(byte) 0b10_00_00_00}, 15_000);

        assertThat(seats.isAvailable(0)).isFalse();
        assertThat(seats.isAvailable(14_999)).isTrue();
    }

    @Test
    void padding_is_no_seat() {
        SeatSnapshot seats = SeatSnapshot.of(new byte[] {0}, 3);

        assertThat(seats.isAvailable(2)).isTrue();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> seats.isAvailable(3));
    }

    @Test
    void more_bytes_than_the_hall_has_seats_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SeatSnapshot.of(new byte[2], 4));
    }
}
