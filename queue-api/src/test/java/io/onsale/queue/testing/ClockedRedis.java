package io.onsale.queue.testing;

import io.lettuce.core.KeyValue;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.testing.RedisLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection that runs the scripts unchanged except for two values controlled by tests: the time and the identity of the Redis process.
 * Both are read from keys instead of {@code TIME} and {@code INFO}. In a cluster a script may read keys of its own slot only, so that before each
 * script they are copied there.
 */
final class ClockedRedis {
    static final String CLOCK = "test:clock";
    static final String INFO = "test:info";

    /** Replies are not decoded here. */
    private enum Any {}

    private ClockedRedis() {}

    /**
     * @param change applied to each script before it runs; the identity except for mutants
     * @param calls counts the commands
     */
    @SuppressWarnings("unchecked")
    static RedisClusterReactiveCommands<String, String> over(
            RedisLink link, UnaryOperator<String> change, LongAdder calls) {
        Map<String, String> ours = load(link, change);
        RedisClusterReactiveCommands<String, String> commands = link.reactive();
        return (RedisClusterReactiveCommands<String, String>) Proxy.newProxyInstance(
                ClockedRedis.class.getClassLoader(),
                new Class<?>[] {RedisClusterReactiveCommands.class},
                (proxy, method, arguments) -> {
                    calls.increment();
                    Object answer = call(commands, method, arguments, ours, change, link.isCluster());
                    boolean isScript = method.getName().startsWith("eval");
                    return link.isCluster() && isScript
                            ? copyClock(commands, tag((Object[]) Objects.requireNonNull(arguments)[2]))
                                    .thenMany((Flux<?>) Objects.requireNonNull(answer))
                            : answer;
                });
    }

    private static String tag(Object[] keys) {
        String key = (String) keys[0];
        return key.substring(key.indexOf('{'), key.indexOf('}') + 1);
    }

    private static Mono<Void> copyClock(RedisClusterReactiveCommands<String, String> commands, String tag) {
        return commands.hgetall(CLOCK)
                .collectMap(KeyValue::getKey, KeyValue::getValue)
                .flatMap(clock -> commands.hset(tag + CLOCK, clock))
                .then(commands.get(INFO))
                .flatMap(run -> commands.set(tag + INFO, run))
                .then();
    }

    private static @Nullable Object call(
            Object commands,
            Method method,
            Object @Nullable [] arguments,
            Map<String, String> ours,
            UnaryOperator<String> change,
            boolean isCluster)
            throws Throwable {
        if (arguments != null && method.getName().equals("evalsha")) {
            arguments[0] = Objects.requireNonNull(ours.get((String) arguments[0]));
        } else if (arguments != null && method.getName().equals("eval")) {
            // sent only if a test class running in parallel has flushed the scripts
            arguments[0] = rewritten(change.apply((String) arguments[0]), isCluster);
        }
        try {
            return method.invoke(commands, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Maps the SHA of each original script to the SHA of the script that runs here. */
    private static Map<String, String> load(RedisLink link, UnaryOperator<String> change) {
        Map<String, String> ours = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("target", "classes", "redis"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".lua")).toList()) {
                String name = file.getFileName().toString().replace(".lua", "");
                LuaScript<Any> script = LuaScript.load(name, Any.class);
                String text = rewritten(change.apply(script.text()), link.isCluster());
                ours.put(script.sha(), link.sync().scriptLoad(text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ours;
    }

    private static String rewritten(String text, boolean isCluster) {
        String tag = isCluster ? "string.match(KEYS[1], '{.-}') .. " : "";
        return text.replace("redis.call('TIME')", "redis.call('HMGET', " + tag + "'" + CLOCK + "', 's', 'us')")
                .replace("redis.call('INFO', 'server')", "redis.call('GET', " + tag + "'" + INFO + "')");
    }
}
