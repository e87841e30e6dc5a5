package io.onsale.queue.line.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.NumberBlocks.Block;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Private lines in Redis. Their keys exist and have an expiry before the first fan joins, so that nothing stays behind after a crash. */
final class RedisPrivateLines implements PrivateLines {
    private static final Duration LIFE = Duration.ofMinutes(1);
    private static final Block NUMBERS = new Block(1, 1, 1_000_000_000);
    private static final String NOBODY =
            "-"; // a first element, which creates the key so that it can get an expiry; that stays when elements are
    // added

    private final Scripts scripts;
    private final RedisLineControl control;

    RedisPrivateLines(Scripts scripts, RedisLineControl control) {
        this.scripts = scripts;
        this.control = control;
    }

    @Override
    public Mono<Void> open(SalePolicy policy) {
        RedisClusterReactiveCommands<String, String> redis = scripts.commands();
        LineKeys keys = LineKeys.of(policy.sale());
        return control.open(policy, NUMBERS, "")
                .then(redis.hset(keys.places(), NOBODY, NOBODY))
                .then(redis.zadd(keys.line(), 0, NOBODY))
                .then(redis.xadd(keys.joins(), Map.of(NOBODY, NOBODY)))
                .thenMany(Flux.just(keys.control(), keys.places(), keys.line(), keys.log(), keys.joins()))
                .concatMap(key -> redis.pexpire(key, LIFE))
                .then();
    }

    @Override
    public Mono<Void> remove(SaleId sale) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.commands()
                .unlink(keys.control(), keys.places(), keys.line(), keys.log(), keys.joins())
                .then();
    }
}
