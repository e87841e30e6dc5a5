package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.onsale.embedded.RedisProcess;
import io.onsale.service.web.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.test.StepVerifier;

/** The connection as a service has it, while its Redis goes and comes. */
class ReconnectTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // a busy machine
    private static final LuaScript<LuaScriptTest.CountReply> COUNT_UP =
            LuaScript.load("count_up", LuaScriptTest.CountReply.class);

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DataRedisAutoConfiguration.class)
    @Import(RedisEdge.class)
    static class Service {}

    @TempDir
    private Path folder;

    private RedisProcess redis;
    private ConfigurableApplicationContext service;

    @BeforeEach
    void start() {
        redis = RedisProcess.in(folder).start();
        SpringApplication application = new SpringApplication(Service.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        service = application.run(
                "--spring.data.redis.url=" + redis.url(),
                "--spring.data.redis.timeout=2s",
                "--spring.main.banner-mode=off");
    }

    @AfterEach
    void stop() {
        service.close();
        redis.close();
    }

    @Test
    void scripts_are_refused_while_redis_is_gone_and_work_again_by_themselves() {
        StepVerifier.create(count()).expectNextCount(1).verifyComplete();

        redis.stop();
        await().atMost(PATIENCE)
                .untilAsserted(() -> StepVerifier.create(count()).verifyError(Unavailable.class));
        redis.start();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> StepVerifier.create(count()).expectNextCount(1).verifyComplete());
    }

    @Test
    void a_redis_without_memory_or_without_its_master_is_unavailable_and_no_fault_of_ours() {
        try (RedisClient operator = RedisClient.create(redis.url())) {
            RedisCommands<String, String> commands = operator.connect().sync();

            commands.configSet("maxmemory", "1");
            StepVerifier.create(count()).verifyError(Unavailable.class);
            commands.configSet("maxmemory", "0");
            commands.replicaof("127.0.0.1", 1);
            StepVerifier.create(count()).verifyError(Unavailable.class);
            commands.replicaofNoOne();

            StepVerifier.create(count()).expectNextCount(1).verifyComplete();
        }
    }

    @Test
    void however_long_redis_was_gone_the_next_attempt_is_near() {
        Delay delay = service.getBean(ClientResources.class).reconnectDelay();

        assertThat(LongStream.of(1, 10, 60, 1_000, 1_000_000).mapToObj(delay::createDelay))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(500)));
    }

    private reactor.core.publisher.Mono<LuaReply<LuaScriptTest.CountReply>> count() {
        return service.getBean(Scripts.class).run(COUNT_UP, List.of("count"), List.of("1", "1"));
    }
}
