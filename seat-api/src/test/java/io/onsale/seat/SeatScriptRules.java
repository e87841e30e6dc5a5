package io.onsale.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.testing.ScriptRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A script that writes a performance's seats checks that they were set up in this server, or notes the server: another one may have lost the
 * newest writes, and what is written before the rebuild is overwritten by it.
 */
final class SeatScriptRules {
    private static final Pattern WRITES =
            Pattern.compile("'(?:SET|HSET|HDEL|ZADD|ZREM|XADD|DEL|UNLINK|RENAME|PERSIST|PEXPIRE)'");
    /** The clock is not part of the seats: it is the same in any server. */
    private static final Pattern SEATS =
            Pattern.compile("^KEYS\\[\\d+…?]\\s+s:\\{sale}:performance:(?!clock\\s)", Pattern.MULTILINE);

    private static final Pattern SERVER =
            Pattern.compile("^KEYS\\[(\\d+)]\\s+s:\\{sale}:performance:server\\s", Pattern.MULTILINE);

    private SeatScriptRules() {}

    /** One test per script. */
    static Stream<DynamicTest> tests() {
        return ScriptRules.scripts("io.onsale.seat").stream()
                .map(script -> DynamicTest.dynamicTest(script.name(), () -> check(script.text())));
    }

    static void check(String text) {
        String body = text.substring(text.indexOf("]]") + 2);
        if (!WRITES.matcher(body).find() || !SEATS.matcher(text).find()) {
            return;
        }
        Matcher server = SERVER.matcher(text);
        assertThat(server.find()).as("takes the server's key").isTrue();
        String key = "KEYS[" + server.group(1) + "]";
        assertThat(body).contains("redis.call('INFO', 'server'), 'run_id:(%x+)')");
        assertThat(body.contains("redis.call('GET', " + key + ") ~= ")
                        || body.contains("redis.call('SET', server_key, "))
                .as("compares or notes the server")
                .isTrue();
    }
}
