package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    @Test
    void the_median_is_the_middle_or_between_both() {
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 50", "0.99, 99", "0.991, 100", "1, 100"})
    void a_share_of_a_hundred_values_is_below(double share, long value) {
        long[] values = java.util.stream.LongStream.rangeClosed(1, 100).toArray();

        assertThat(Statistics.at(values, share)).isEqualTo(value);
        assertThat(Statistics.at(new long[0], share)).isZero();
    }

    @Test
    void the_slope_is_that_of_the_line_which_fits_best() {
        assertThat(Statistics.slope(new double[] {0, 1000, 10_000}, new double[] {5, 8005, 80_005}))
                .isCloseTo(8, within(1e-9));
        assertThat(Statistics.slope(new double[] {0, 1, 2}, new double[] {0, 3, 0}))
                .isZero();
        assertThatThrownBy(() -> Statistics.slope(new double[] {7, 7}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
