package io.onsale.service.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CompilerLoadTest {
    private final CompilerLoad load = new CompilerLoad(Duration.ofSeconds(1));

    private List<Boolean> idle(long... totalsMs) {
        return LongStream.of(totalsMs).mapToObj(load::isIdle).toList();
    }

    @Test
    void a_compiler_that_did_little_for_five_samples_is_idle() {
        assertThat(idle(8_000, 8_100, 8_300, 8_500, 8_700, 8_900))
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void a_busy_compiler_is_not_idle() {
        assertThat(idle(0, 900, 1_800, 2_700, 3_600, 4_500, 5_400, 5_600)).containsOnly(false);
    }

    @Test
    void a_compiler_that_takes_seconds_for_a_large_method_is_not_idle() {
        assertThat(idle(5_000, 5_000, 5_000, 5_000, 8_000, 8_000, 8_000, 8_000, 11_000))
                .containsOnly(false);
    }
}
