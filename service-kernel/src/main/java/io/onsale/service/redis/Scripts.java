package io.onsale.service.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.service.outage.Outages;
import io.onsale.service.web.Unavailable;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs scripts: {@code EVALSHA}, and once {@code EVAL} when Redis does not know the script (restart, failover, {@code SCRIPT
 * FLUSH}). An outage of Redis is {@link Unavailable}: a broken Redis is never a business refusal. Any other error (of the script, of a key's
 * type, of a reply that we cannot read) is a fault of ours and stays what it is.
 *
 * <p>Not retried: whether a script ran before its answer was lost is unknown, so scripts are written to be repeatable and the
 * caller decides.
 */
public final class Scripts {
    private static final String[] NONE = {};

    private final RedisClusterReactiveCommands<String, String> redis;

    public Scripts(RedisClusterReactiveCommands<String, String> redis) {
        this.redis = redis;
    }

    /** The commands underneath, for reads that need no script. Works with one Redis and with a cluster. */
    public RedisClusterReactiveCommands<String, String> commands() {
        return redis;
    }

    /** Runs {@code script}; empty if it answers its rejection, and only then. */
    public <R extends Enum<R>> Mono<LuaReply<R>> run(LuaScript<R> script, List<String> keys, List<String> arguments) {
        script.requireFit(keys.size(), arguments.size());
        String[] keyArray = keys.toArray(NONE);
        String[] argumentArray = arguments.toArray(NONE);
        Flux<List<Object>> bySha = redis.evalsha(script.sha(), ScriptOutputType.MULTI, keyArray, argumentArray);
        return bySha.onErrorResume(
                        RedisNoScriptException.class,
                        e -> redis.eval(script.text(), ScriptOutputType.MULTI, keyArray, argumentArray))
                .next()
                .mapNotNull(script::decode)
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }
}
