package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.bench.ColdReport.ColdStart;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MILLI = 1_000_000;

    private final Timeline timeline = new Timeline(4);

    @Test
    void answers_count_in_the_second_in_which_they_came() {
        answer(0, 200);
        answer(999, 201);
        answer(1000, 204);
        answer(4100, 200); // just after the last second: the run was about to end

        assertThat(timeline.span(0, 4).served()).containsExactly(2, 1, 0, 1);
        assertThat(timeline.span(0, 2).perSecond()).isEqualTo(1.5);
    }

    @Test
    void refusals_and_broken_connections_are_not_served() {
        answer(10, 503);
        answer(20, 0);

        assertThat(timeline.span(0, 1).served()).containsExactly(0);
        assertThat(timeline.span(0, 1).unexpected()).isEqualTo(2);
        assertThat(timeline.span(1, 4).unexpected()).isZero();
    }

    @Test
    void a_start_is_the_share_of_what_comes_later() {
        for (int i = 0; i < 6; i++) {
            answer(i, 200);
        }
        for (int i = 0; i < 10; i++) {
            answer(3000 + i, 200);
        }

        assertThat(new ColdStart(0, timeline.span(0, 1), timeline.span(3, 4)).share())
                .isEqualTo(0.6);
    }

    private void answer(long atMillis, int status) {
        timeline.answered(atMillis * MILLI, MILLI, status);
    }
}
