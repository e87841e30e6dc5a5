package io.onsale.bench;

import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Redis' own counters. */
final class RedisFigures {
    private static final Duration REWRITE_MAX = Duration.ofMinutes(2);

    private final RedisCommands<String, String> redis;

    RedisFigures(RedisCommands<String, String> redis) {
        this.redis = redis;
    }

    /**
     * The counters at one moment.
     *
     * @param commands processed so far, including those inside scripts and the reading of the counters
     * @param calls of scripts so far
     */
    record Figures(long nanos, long commands, long calls, double cpuSeconds) {
        /** Commands per second since {@code before}, without our own reading. */
        double commandsPerSecond(Figures before) {
            return (commands - before.commands - 1) / seconds(before);
        }

        double callsPerSecond(Figures before) {
            return (calls - before.calls) / seconds(before);
        }

        /** Share of one processor since {@code before}. */
        double busy(Figures before) {
            return (cpuSeconds - before.cpuSeconds) / seconds(before);
        }

        private double seconds(Figures before) {
            return (nanos - before.nanos) / 1e9;
        }
    }

    Figures read() {
        Map<String, String> info = info("everything");
        return new Figures(
                System.nanoTime(),
                Long.parseLong(info.getOrDefault("total_commands_processed", "0")),
                calls(info, "evalsha") + calls(info, "eval") + calls(info, "fcall"),
                Double.parseDouble(info.getOrDefault("used_cpu_sys", "0"))
                        + Double.parseDouble(info.getOrDefault("used_cpu_user", "0")));
    }

    /** Returns when Redis is not rewriting its append-only file, which slows it down. */
    void awaitNoRewrite() {
        long deadline = System.nanoTime() + REWRITE_MAX.toNanos();
        while (!"0".equals(info("persistence").get("aof_rewrite_in_progress"))
                || !"0".equals(info("persistence").get("aof_rewrite_scheduled"))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Redis is still rewriting its file");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static long calls(Map<String, String> info, String command) {
        String stats = info.getOrDefault("cmdstat_" + command, ""); // calls=12,usec=34,…
        return stats.startsWith("calls=") ? Long.parseLong(stats.substring(6, stats.indexOf(','))) : 0;
    }

    private Map<String, String> info(String section) {
        return parse(redis.info(section));
    }

    static Map<String, String> parse(String info) {
        return Arrays.stream(info.split("\r\n", -1))
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1),
                        (first, second) -> second));
    }
}
