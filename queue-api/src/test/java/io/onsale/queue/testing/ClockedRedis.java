package io.onsale.queue.testing;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.service.redis.LuaScript;
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

/**
 * A connection that runs the scripts unchanged except for two values controlled by tests: the time and the identity of the Redis process.
 * Both are read from keys instead of {@code TIME} and {@code INFO}.
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
            StatefulRedisConnection<String, String> connection, UnaryOperator<String> change, LongAdder calls) {
        Map<String, String> ours = load(connection, change);
        Object commands = connection.reactive();
        return (RedisClusterReactiveCommands<String, String>) Proxy.newProxyInstance(
                ClockedRedis.class.getClassLoader(),
                new Class<?>[] {RedisClusterReactiveCommands.class},
                (proxy, method, arguments) -> {
                    calls.increment();
                    return call(commands, method, arguments, ours, change);
                });
    }

    private static @Nullable Object call(
            Object commands,
            Method method,
            Object @Nullable [] arguments,
            Map<String, String> ours,
            UnaryOperator<String> change)
            throws Throwable {
        if (arguments != null && method.getName().equals("evalsha")) {
            arguments[0] = Objects.requireNonNull(ours.get((String) arguments[0]));
        } else if (arguments != null && method.getName().equals("eval")) {
            // sent only if a test class running in parallel has flushed the scripts
            arguments[0] = rewritten(change.apply((String) arguments[0]));
        }
        try {
            return method.invoke(commands, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /** Maps the SHA of each original script to the SHA of the script that runs here. */
    private static Map<String, String> load(
            StatefulRedisConnection<String, String> connection, UnaryOperator<String> change) {
        Map<String, String> ours = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("target", "classes", "redis"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".lua")).toList()) {
                String name = file.getFileName().toString().replace(".lua", "");
                LuaScript<Any> script = LuaScript.load(name, Any.class);
                ours.put(script.sha(), connection.sync().scriptLoad(rewritten(change.apply(script.text()))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ours;
    }

    private static String rewritten(String text) {
        return text.replace("redis.call('TIME')", "redis.call('HMGET', '" + CLOCK + "', 's', 'us')")
                .replace("redis.call('INFO', 'server')", "redis.call('GET', '" + INFO + "')");
    }
}
