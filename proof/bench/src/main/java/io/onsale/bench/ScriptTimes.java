package io.onsale.bench;

import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.service.redis.LuaScript;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** How long each script call took, as Redis measures it: from its slow log, with our own threshold. */
final class ScriptTimes {
    private static final String OFF = "10000"; // microseconds; Redis' default
    private static final String ENTRIES_MAX = "200000"; // some 100 MB
    private static final int KEY = 3; // EVALSHA sha numkeys key …

    private enum Any {} // only to load scripts; no reply is decoded

    private final RedisCommands<String, String> redis;
    private final Map<String, String> names;

    ScriptTimes(RedisCommands<String, String> redis) throws IOException {
        this.redis = redis;
        this.names = names();
        redis.configSet("slowlog-max-len", ENTRIES_MAX);
    }

    /** The names of all scripts on the class path, by SHA. */
    private static Map<String, String> names() throws IOException {
        Map<String, String> names = new HashMap<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:redis/*.lua")) {
            String name = Objects.requireNonNull(file.getFilename()).replace(".lua", "");
            names.put(LuaScript.load(name, Any.class).sha(), name);
        }
        return names;
    }

    /** @param script the name of its file, or the command and the SHA of a foreign script */
    record Call(String script, String key, long micros) {}

    /** Records calls that take longer, from now on. */
    void start(long moreThanMicros) {
        redis.configSet("slowlog-log-slower-than", Long.toString(moreThanMicros));
        redis.slowlogReset();
    }

    /** The calls since {@link #start} that were for {@code sale}, whose keys share a hash tag; stops recording. */
    List<Call> stop(String sale) {
        redis.configSet("slowlog-log-slower-than", OFF);
        List<Call> calls = redis.slowlogGet(Integer.parseInt(ENTRIES_MAX)).stream()
                .map(this::call)
                .filter(call -> call != null && call.key().contains("{" + sale + "}"))
                .map(Objects::requireNonNull)
                .toList();
        redis.slowlogReset();
        return calls;
    }

    private @Nullable Call call(Object entry) {
        List<?> fields = (List<?>) entry; // id, time, microseconds, arguments, client, client's name
        List<?> arguments = (List<?>) fields.get(3);
        String command = ((String) arguments.getFirst()).toUpperCase(Locale.ROOT);
        if (arguments.size() <= KEY || !command.startsWith("EVAL") && !command.startsWith("FCALL")) {
            return null;
        }
        String script = (String) arguments.get(1);
        return new Call(
                names.getOrDefault(
                        script, command + " " + script.lines().findFirst().orElse("")),
                (String) arguments.get(KEY),
                (Long) fields.get(2));
    }

    /** The times of these calls, in microseconds, ascending. */
    static long[] micros(List<Call> calls, Predicate<Call> which) {
        return calls.stream().filter(which).mapToLong(Call::micros).sorted().toArray();
    }
}
