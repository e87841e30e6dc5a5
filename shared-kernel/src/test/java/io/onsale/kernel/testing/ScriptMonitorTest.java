package io.onsale.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.embedded.RedisProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptMonitorTest {
    @Test
    void a_key_that_is_not_among_those_of_the_call_is_reported_once(@TempDir Path data) {
        try (RedisProcess redis = RedisProcess.in(data).start();
                RedisWire wire = new RedisWire(URI.create(redis.url()))) {
            ScriptMonitor monitor = new ScriptMonitor(List.of(URI.create(redis.url())));

            wire.call("EVAL", "redis.call('TIME') return redis.call('SET', KEYS[1], 'a b')", "1", "{a}:mine");
            assertThat(monitor.takeUndeclared()).isEmpty();

            wire.call("EVAL", "return redis.call('SET', '{a}:other', '1')", "1", "{a}:mine");
            wire.call("EVAL", "return redis.call('DEL', KEYS[1], '{a}:other')", "1", "{a}:mine");
            assertThat(monitor.takeUndeclared())
                    .containsExactly("set {a}:other, not of [{a}:mine]", "del {a}:other, not of [{a}:mine]");
            assertThat(monitor.takeUndeclared()).isEmpty();
        }
    }
}
