package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.bench.RedisFigures.Figures;
import org.junit.jupiter.api.Test;

class RedisFiguresTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void lines_are_names_and_values() {
        assertThat(RedisFigures.parse("# Stats\r\ntotal_commands_processed:12\r\n\r\nredis_build_id:a:b\r\n"))
                .containsEntry("total_commands_processed", "12")
                .containsEntry("redis_build_id", "a:b")
                .hasSize(2);
    }

    @Test
    void rates_leave_our_own_question_out() {
        Figures before = new Figures(5 * SECOND, 100, 10, 1.0);
        Figures after = new Figures(15 * SECOND, 201, 30, 1.5);

        assertThat(after.commandsPerSecond(before)).isEqualTo(10);
        assertThat(after.callsPerSecond(before)).isEqualTo(2);
        assertThat(after.busy(before)).isEqualTo(0.05);
    }
}
