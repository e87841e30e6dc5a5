package io.onsale.queue.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.Registered;
import io.onsale.queue.line.LineKeys;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A lobby written key by key, to test its scripts on. */
public final class LobbyOnRedis {
    private final RedisClusterCommands<String, String> redis;
    private final LineKeys keys;

    public LobbyOnRedis(RedisClusterCommands<String, String> redis, SaleId sale) {
        this.redis = redis;
        this.keys = LineKeys.of(sale);
    }

    public void open() {
        redis.hset(keys.control(), Map.of("epoch", "1", "registrations", "", "drawn", ""));
    }

    public void register(Registered fan) {
        redis.zadd(keys.lobby(), fan.registration(), fan.fan().value());
        redis.hset(keys.places(), fan.fan().value(), "LOBBY 0 " + rest(fan.registration()));
    }

    /** Registers fan-1 to fan-{@code fans}, each with its index as registration; a million takes seconds. */
    public void registerAll(long fans) {
        String script = """
                for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
                  redis.call('ZADD', KEYS[1], i, 'fan-' .. i)
                  redis.call('HSET', KEYS[2], 'fan-' .. i, 'LOBBY 0 ' .. i .. ' 1 1790000000000 1790000000000 0 - 0 0 -')
                end""";
        String[] keysOfBoth = {keys.lobby(), keys.places()};
        for (long from = 1; from <= fans; from += 10_000) {
            redis.eval(
                    script,
                    ScriptOutputType.VALUE,
                    keysOfBoth,
                    Long.toString(from),
                    Long.toString(Math.min(fans, from + 9_999)));
        }
    }

    /** The fields of a place's record that the draw does not change. */
    private static String rest(long registration) {
        return registration + " 1 1790000000000 1790000000000 0 - 0 0 -";
    }

    public void leave(FanId fan) {
        redis.zrem(keys.lobby(), fan.value());
        redis.hset(keys.places(), fan.value(), "LEFT 0 1 1 1790000000000 1790000000000 0 - 0 0 -");
    }

    public void fix(long registrations) {
        redis.hset(keys.control(), "registrations", Long.toString(registrations));
    }

    public long drawn() {
        String drawn = redis.hget(keys.control(), "drawn");
        return drawn == null || drawn.isEmpty() ? 0 : Long.parseLong(drawn);
    }

    public long waiting() {
        return redis.zcard(keys.lobby());
    }

    /** The fans in the line by number; checks that the records agree. */
    public Map<Long, String> line() {
        Map<Long, String> line = new TreeMap<>();
        redis.zrangeWithScores(keys.line(), 0, -1).forEach(fan -> line.put((long) fan.getScore(), fan.getValue()));
        redis.hgetall(keys.places()).forEach((fan, place) -> {
            String[] words = place.split(" ", 4);
            if (words[0].equals("WAITING")) {
                assertThat(line).containsEntry(Long.valueOf(words[1]), fan);
                assertThat(words[2] + ' ' + words[3]).isEqualTo(rest(Long.parseLong(words[2])));
            }
        });
        line.values()
                .forEach(fan -> assertThat(Objects.requireNonNull(redis.hget(keys.places(), fan)))
                        .startsWith("WAITING "));
        return line;
    }
}
