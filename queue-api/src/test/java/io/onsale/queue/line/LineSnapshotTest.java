package io.onsale.queue.line;

import static io.onsale.queue.testing.Snapshots.aLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LineSnapshotTest {
    @Test
    void at_the_front_ahead_is_exact_even_with_gaps() {
        LineSnapshot line = aLine().waiting(3, 10, 11, 500).taken();

        assertThat(line.aheadOf(3)).isZero();
        assertThat(line.aheadOf(10)).isEqualTo(1);
        assertThat(line.aheadOf(11)).isEqualTo(2);
        assertThat(line.aheadOf(12)).isEqualTo(3);
        assertThat(line.aheadOf(500)).isEqualTo(3);
        assertThat(line.aheadOf(501)).isEqualTo(4);
    }

    @Test
    void nobody_is_ahead_in_an_empty_line() {
        assertThat(aLine().taken().aheadOf(7)).isZero();
    }

    @Test
    void far_back_ahead_is_within_one_percent() {
        long[] numbers =
                LongStream.range(0, 200_000).map(i -> 5 + i * 10 + i % 7).toArray(); // some fans have left
        LineSnapshot line = aLine().waiting(numbers).taken();

        for (int rank = 0; rank < numbers.length; rank += 37) {
            long ahead = line.aheadOf(numbers[rank]);
            if (rank < 1_000) {
                assertThat(ahead).isEqualTo(rank);
            } else {
                assertThat(ahead).isCloseTo(rank, within(rank / 100L));
            }
        }
    }

    @Test
    void a_line_that_is_shorter_than_its_log_says_still_gives_everybody_a_position() {
        LineSnapshot before =
                aLine().waiting(LongStream.rangeClosed(1, 20_000).toArray()).taken();
        LineSnapshot line = new LineSnapshot(
                before.epoch(),
                before.nextNumber(),
                before.policy(),
                before.draw(),
                before.totals(),
                0,
                5_000, // the others were removed by hand
                0,
                0,
                before.nowMs(),
                before.heads(),
                before.samples(),
                before.lastEntryId(),
                before.entries());

        assertThat(line.aheadOf(20_001)).isBetween(1_000L, 20_000L);
        assertThat(line.aheadOf(500)).isEqualTo(499);
    }
}
