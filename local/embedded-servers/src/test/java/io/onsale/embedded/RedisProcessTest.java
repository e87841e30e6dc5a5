package io.onsale.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {
    @TempDir
    private Path folder;

    private RedisProcess redis;

    @BeforeEach
    void start() throws IOException {
        redis = RedisProcess.in(folder).start();
        RedisLine.call(redis.url(), "SET seat A-1");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void killed_and_started_again_it_has_what_it_acknowledged() throws IOException {
        redis.kill();
        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(() -> RedisLine.call(redis.url(), "PING")).isInstanceOf(IOException.class);

        redis.start();

        assertThat(RedisLine.call(redis.url(), "GET seat")).isEqualTo("A-1");
    }

    @Test
    void wiped_it_has_nothing() throws IOException {
        redis.kill();
        redis.wipe();
        redis.start();

        assertThat(RedisLine.call(redis.url(), "GET seat")).isEqualTo("$-1");
    }

    @Test
    void frozen_it_does_not_answer_and_thawed_it_does() throws IOException {
        redis.freeze();
        assertThatThrownBy(() -> RedisLine.call(redis.url(), "PING", 100)).isInstanceOf(SocketTimeoutException.class);

        redis.thaw();

        assertThat(RedisLine.call(redis.url(), "PING")).isEqualTo("+PONG");
    }

    @Test
    void frozen_it_can_be_stopped() {
        redis.freeze();
        redis.close();

        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void it_has_a_database_for_each_test_class() throws IOException {
        assertThat(RedisLine.call(redis.url(), "SELECT " + (RedisProcess.DATABASES - 1)))
                .isEqualTo("+OK");
    }
}
