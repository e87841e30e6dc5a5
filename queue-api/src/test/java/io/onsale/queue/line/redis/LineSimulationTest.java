package io.onsale.queue.line.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The scripts behave like the model in random histories. {@code -Donsale.seed=…} replays one history; {@code -Donsale.seeds=…} sets the
 * number of histories.
 */
class LineSimulationTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int SEEDS = Integer.getInteger("onsale.seeds", 2_000);

    @RegisterExtension
    static final RedisServer even = new RedisServer();

    @RegisterExtension
    static final RedisServer odd = new RedisServer();

    @Test
    void the_scripts_behave_like_the_model() {
        Long one = Long.getLong("onsale.seed");
        if (one != null) {
            try (LineOnRedis redis = on(even)) {
                play(redis, LongStream.of(one));
            }
            return;
        }
        try (LineOnRedis first = on(even);
                LineOnRedis second = on(odd);
                ExecutorService workers = Executors.newFixedThreadPool(2)) { // each waits for Redis half of the time
            Future<?> evenSeeds = workers.submit(
                    () -> play(first, LongStream.range(0, SEEDS / 2).map(i -> 2 * i)));
            Future<?> oddSeeds = workers.submit(() ->
                    play(second, LongStream.range(0, SEEDS / 2).map(i -> 2 * i + 1)));
            assertThat(evenSeeds).succeedsWithin(PATIENCE);
            assertThat(oddSeeds).succeedsWithin(PATIENCE);
        }
    }

    private static LineOnRedis on(RedisServer server) {
        return new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE);
    }

    private static void play(LineOnRedis redis, LongStream seeds) {
        seeds.forEach(seed -> new LineHistory(redis, seed).play());
    }
}
