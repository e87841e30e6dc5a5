package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.service.web.Unavailable;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class LuaScriptTest {
    enum CountReply {
        COUNTED,
        FULL
    }

    enum Never {
        NEVER
    }

    enum Known {
        FULL
    }

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private static final LuaScript<CountReply> COUNT_UP = LuaScript.load("count_up", CountReply.class);

    private static final LuaScript<Never> FAIL_WITH = LuaScript.load("fail_with", Never.class);

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
    void a_script_runs_with_its_parts_and_a_rejection_is_no_reply() {
        LuaScript<CountReply> script = LuaScript.load("count_within", CountReply.class, "OLD");
        connection.sync().set("within", "9");
        connection.sync().set("old", "-1");

        StepVerifier.create(scripts().run(script, List.of("within"), List.of("1")))
                .assertNext(reply -> assertThat(reply.number(1)).isEqualTo(10))
                .verifyComplete();
        StepVerifier.create(scripts().run(script, List.of("old"), List.of("1"))).verifyComplete();
        assertThat(script.parts()).containsExactly("read_counter");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "CLUSTERDOWN The cluster is down",
                "READONLY You can't write against a read only replica.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Errors writing to the AOF file",
                "MASTERDOWN Link with MASTER is down",
                "NOREPLICAS Not enough good replicas to write.",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "NOSCRIPT No matching script."
            })
    void a_redis_that_serves_nobody_is_unavailable(String answer) {
        StepVerifier.create(scripts().run(FAIL_WITH, List.of("c"), List.of(answer)))
                .verifyError(Unavailable.class);
    }

    @Test
    void a_key_of_the_wrong_type_is_a_fault_of_ours() {
        connection.sync().lpush("c", "a list is no counter");

        StepVerifier.create(scripts().run(COUNT_UP, List.of("c"), List.of("1", "1")))
                .verifyError(RedisCommandExecutionException.class);
    }

    @Test
    void a_fault_in_a_script_is_a_fault_of_ours() {
        StepVerifier.create(scripts().run(FAIL_WITH, List.of("c"), List.of("")))
                .verifyError(RedisCommandExecutionException.class);
    }

    @Test
    void a_reply_that_we_do_not_know_is_a_fault_of_ours() {
        LuaScript<Known> script = LuaScript.load("count_up", Known.class);

        StepVerifier.create(scripts().run(script, List.of("d"), List.of("1", "1")))
                .verifyError(IllegalArgumentException.class);
    }

    private static Scripts scripts() {
        return new Scripts(connection.reactive());
    }
}
