package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions.RefreshTrigger;
import io.lettuce.core.cluster.RedisClusterClient;
import io.onsale.embedded.RedisCluster;
import io.onsale.embedded.RedisProcess;
import io.onsale.service.outage.Outages;
import io.onsale.service.testing.SlotMove;
import io.onsale.service.web.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The connection as a service has it, to a cluster whose nodes die and whose slots move. */
class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // a busy machine
    private static final LuaScript<LuaScriptTest.CountReply> COUNT_UP =
            LuaScript.load("count_up", LuaScriptTest.CountReply.class);

    @TempDir
    private static @Nullable Path folder;

    private static @Nullable RedisCluster started;
    private static @Nullable ConfigurableApplicationContext service;

    private final RedisCluster cluster = Objects.requireNonNull(started);

    @BeforeAll
    static void start() {
        started = RedisCluster.in(Objects.requireNonNull(folder)).start();
        SpringApplication application = new SpringApplication(ReconnectTest.Service.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        service = application.run(
                "--spring.data.redis.url=" + started.url(),
                "--spring.data.redis.timeout=2s",
                "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(service).close();
        Objects.requireNonNull(started).close();
    }

    @Test
    void a_script_runs_on_the_node_that_has_its_keys() {
        assertThat(IntStream.range(0, 30).mapToObj(i -> cluster.ownerOf("{sale-" + i + "}")))
                .as("keys of every primary")
                .contains(cluster.ownerOf("{sale-0}"), cluster.ownerOf("{sale-1}"), cluster.ownerOf("{sale-2}"));
        for (int i = 0; i < 30; i++) {
            StepVerifier.create(count("{sale-" + i + "}")).expectNextCount(1).verifyComplete();
        }
    }

    @Test
    void while_a_primary_is_gone_only_its_keys_are_unavailable_and_then_its_replica_serves_them() {
        RedisProcess dead = cluster.ownerOf("{dead}");
        String other = IntStream.range(0, 100)
                .mapToObj(i -> "{other-" + i + "}")
                .filter(key -> cluster.ownerOf(key) != dead)
                .findFirst()
                .orElseThrow();
        StepVerifier.create(count("{dead}")).expectNextCount(1).verifyComplete();

        dead.kill();

        StepVerifier.create(count("{dead}")).verifyError(Unavailable.class);
        StepVerifier.create(count(other)).expectNextCount(1).verifyComplete();
        StepVerifier.create(bean(RedisProbe.class).ping()).verifyComplete();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(Unavailable.class)
                .untilAsserted(() -> assertThat(count("{dead}").block(PATIENCE)).isNotNull());
        assertThat(cluster.ownerOf("{dead}")).isNotSameAs(dead);

        dead.start();
        cluster.awaitComplete();
    }

    @Test
    void a_key_is_found_while_its_slot_moves_and_afterwards() {
        String key = "{moving}:a";
        StepVerifier.create(count(key)).expectNextCount(1).verifyComplete();

        SlotMove move = SlotMove.begin(cluster, key);
        StepVerifier.create(count(key)).as("still there").expectNextCount(1).verifyComplete();
        move.moveKeys();
        StepVerifier.create(count(key)).as("sent on by ASK").expectNextCount(1).verifyComplete();
        RedisProcess to = move.end();
        StepVerifier.create(count(key))
                .as("sent on by MOVED")
                .expectNextCount(1)
                .verifyComplete();

        assertThat(cluster.ownerOf(key)).isSameAs(to);
        assertThat(to.call("GET", key)).isEqualTo("8");
    }

    @Test
    void keys_of_two_slots_in_one_call_are_a_bug_of_ours_and_no_outage() {
        StepVerifier.create(bean(Scripts.class).commands().mset(Map.of("{a}", "1", "{b}", "2")))
                .as("Lettuce splits simple commands")
                .expectNext("OK")
                .verifyComplete();

        StepVerifier.create(bean(Scripts.class).commands().eval("return 1", ScriptOutputType.INTEGER, "{a}", "{b}"))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RedisCommandExecutionException.class)
                        .hasMessageContaining("CROSSSLOT")
                        .matches(thrown -> !Outages.isOutage(thrown)));
    }

    @Test
    void a_new_primary_is_looked_for_soon_and_again_and_again() {
        RedisClusterClient client =
                (RedisClusterClient) bean(LettuceConnectionFactory.class).getRequiredNativeClient();
        ClusterClientOptions options = (ClusterClientOptions) client.getOptions();
        ClusterTopologyRefreshOptions refresh = options.getTopologyRefreshOptions();

        assertThat(refresh.getAdaptiveRefreshTriggers()).containsExactlyInAnyOrder(RefreshTrigger.values());
        assertThat(refresh.getAdaptiveRefreshTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(refresh.getRefreshPeriod()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(refresh.isPeriodicRefreshEnabled()).isTrue();
        assertThat(options.getDisconnectedBehavior()).isEqualTo(DisconnectedBehavior.REJECT_COMMANDS);
    }

    private static <T> T bean(Class<T> type) {
        return Objects.requireNonNull(service).getBean(type);
    }

    private static Mono<LuaReply<LuaScriptTest.CountReply>> count(String key) {
        return bean(Scripts.class).run(COUNT_UP, List.of(key), List.of("1", "1"));
    }
}
