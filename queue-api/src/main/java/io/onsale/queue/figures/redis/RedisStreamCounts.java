package io.onsale.queue.figures.redis;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.figures.StreamCounts;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** One small hash per sale, {@code q:{sale}:streams}, which expires when no node writes to it. */
final class RedisStreamCounts implements StreamCounts {
    private enum Share {
        SHARED
    }

    private static final LuaScript<Share> SHARE = LuaScript.load("share_streams", Share.class);

    /** Several rounds: a node whose round was late is not missing at once. */
    static final Duration VALID = Duration.ofSeconds(3);

    private final Scripts scripts;

    RedisStreamCounts(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<Map<String, Long>> share(SaleId sale, String node, long count) {
        String key = "q:{" + sale.value() + "}:streams";
        return scripts.run(SHARE, List.of(key), List.of(node, Long.toString(count), Long.toString(VALID.toMillis())))
                .map(RedisStreamCounts::counts);
    }

    private static Map<String, Long> counts(LuaReply<Share> reply) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 1; i < reply.size(); i += 2) {
            counts.put(reply.text(i), reply.number(i + 1));
        }
        return counts;
    }
}
