package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.service.web.Unavailable;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

class LuaScriptTest {
    enum CountReply {
        COUNTED,
        FULL
    }

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private static final LuaScript<CountReply> COUNT_UP = LuaScript.load("count_up", CountReply.class);

    private static RedisClient client;
    private static StatefulRedisConnection<String, String> connection;

    @BeforeAll
    static void connect() {
        client = RedisClient.create(redis.url());
        connection = client.connect();
    }

    @AfterAll
    static void disconnect() {
        client.shutdown();
    }

    @Test
    void a_reply_is_decoded_by_name() {
        StepVerifier.create(scripts().run(COUNT_UP, List.of("a"), List.of("2", "3")))
                .assertNext(reply -> {
                    assertThat(reply.name()).isEqualTo(CountReply.COUNTED);
                    assertThat(reply.number(1)).isEqualTo(5);
                    assertThat(reply.size()).isEqualTo(1);
                })
                .verifyComplete();
    }

    @Test
    void a_flushed_script_cache_is_not_noticed() {
        connection.sync().scriptFlush();

        StepVerifier.create(scripts().run(COUNT_UP, List.of("b"), List.of("1", "1")))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void a_call_that_does_not_fit_the_header_is_a_bug() {
        assertThatThrownBy(() -> scripts().run(COUNT_UP, List.of(), List.of("1", "2")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scripts().run(COUNT_UP, List.of("a"), List.of("1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_error_of_redis_is_unavailable_and_no_reply() {
        connection.sync().lpush("c", "a list is no counter");

        StepVerifier.create(scripts().run(COUNT_UP, List.of("c"), List.of("1", "1")))
                .expectError(Unavailable.class)
                .verify();
    }

    private static Scripts scripts() {
        return new Scripts(connection.reactive());
    }
}
