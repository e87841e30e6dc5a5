package io.onsale.queue.line.redis;

import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.testing.LineOnRedis;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The scripts do what the model does, whatever happens. {@code -Donsale.seed=…} plays one history again; {@code -Donsale.seeds=…} says
 * how many are played.
 */
class LineSimulationTest {
    private static final int SEEDS = Integer.getInteger("onsale.seeds", 2_000);

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @Test
    void the_scripts_do_what_the_model_does() {
        Long one = Long.getLong("onsale.seed");
        LongStream seeds = one != null ? LongStream.of(one) : LongStream.range(0, SEEDS);
        try (LineOnRedis redis = new LineOnRedis(server.url(), LineHistory.BLOCK_SIZE)) {
            seeds.forEach(seed -> new LineHistory(redis, seed).play());
        }
    }
}
