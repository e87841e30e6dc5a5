package io.onsale.queue.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ServerTimeTest {
    @Test
    void any_moment_is_written_to_the_millisecond() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 1_700_000_020_000L)); // 20 seconds
            StringBuilder json = new StringBuilder();

            ServerTime.append(json, time.plusNanos(random.nextInt(1_000_000)));

            assertThat(json)
                    .startsWith(",\"serverTime\":\"")
                    .endsWith("Z\"")
                    .hasSize(",\"serverTime\":\"\"".length() + 24);
            assertThat(Instant.parse(json.substring(15, json.length() - 1))).isEqualTo(time);
        }
    }
}
