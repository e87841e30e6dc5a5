package io.onsale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WatcherReportTest {
    @Test
    void what_was_heard_survives_the_way_to_another_process() {
        WatcherReport heard = WatcherReport.parse(
                new WatcherReport(3, 1, 7, 6, 5, 4, Map.of(1000L, delays(10, 20, 30)), delays(99)).text());

        assertThat(heard.text())
                .isEqualTo(new WatcherReport(3, 1, 7, 6, 5, 4, Map.of(1000L, delays(10, 20, 30)), delays(99)).text());
        assertThat(heard.of(1000).watchers()).isEqualTo(3);
        assertThat(heard.of(1000).within(50)).isEqualTo(20);
        assertThat(heard.called().firstMicros()).isEqualTo(99);
    }

    @Test
    void processes_add_up_and_the_same_change_is_one() {
        WatcherReport one = new WatcherReport(3, 0, 1, 1, 1, 1, Map.of(1L, delays(10), 2L, delays(20)), delays(5));
        WatcherReport two = new WatcherReport(4, 2, 1, 2, 3, 4, Map.of(2L, delays(40)), delays(7, 9));

        WatcherReport both = WatcherReport.nothing().and(one).and(two);

        assertThat(both.watching()).isEqualTo(7);
        assertThat(both.failed()).isEqualTo(2);
        assertThat(both.comments()).isEqualTo(4);
        assertThat(both.changes()).containsOnlyKeys(1L, 2L);
        assertThat(both.of(2).within(100)).isEqualTo(40);
        assertThat(both.called().watchers()).isEqualTo(3);
        assertThat(one.of(2).watchers()).isEqualTo(1);
    }

    private static Delays delays(long... micros) {
        Delays all = new Delays();
        for (long each : micros) {
            all.add(each);
        }
        return all;
    }
}
