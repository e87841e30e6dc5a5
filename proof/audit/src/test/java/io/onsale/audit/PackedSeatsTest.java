package io.onsale.audit;

import static io.onsale.audit.SeatMark.AVAILABLE;
import static io.onsale.audit.SeatMark.BLOCKED;
import static io.onsale.audit.SeatMark.HELD;
import static io.onsale.audit.SeatMark.SOLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedSeatsTest {
    @Test
    void four_seats_share_a_byte_and_the_first_has_the_highest_bits() {
        PackedSeats states = PackedSeats.of(new byte[] {0b00_01_10_11, (byte) 0b11_00_00_00}, 6);

        assertThat(IntStream.range(0, 6).mapToObj(states::at))
                .containsExactly(AVAILABLE, HELD, SOLD, BLOCKED, BLOCKED, AVAILABLE);
    }

    @Test
    void the_snapshot_travels_as_base64() {
        PackedSeats states = PackedSeats.ofBase64("G8A=", 6);

        assertThat(states.at(3)).isEqualTo(BLOCKED);
        assertThat(states.at(4)).isEqualTo(BLOCKED);
    }

    @Test
    void what_is_cut_off_at_the_end_is_available() {
        PackedSeats states = PackedSeats.of(new byte[] {(byte) 0b10_00_00_00}, 15_000);

        assertThat(states.at(14_999)).isEqualTo(AVAILABLE);
        assertThat(states.count(SOLD)).isEqualTo(1);
        assertThat(states.count(AVAILABLE)).isEqualTo(14_999);
    }

    @Test
    void padding_is_no_seat() {
        PackedSeats states = PackedSeats.of(new byte[] {(byte) 0xff}, 3);

        assertThat(states.count(BLOCKED)).isEqualTo(3);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> states.at(3));
    }

    @Test
    void more_bytes_than_the_hall_has_seats_are_not_its_snapshot() {
        assertThatIllegalArgumentException().isThrownBy(() -> PackedSeats.of(new byte[2], 4));
    }
}
