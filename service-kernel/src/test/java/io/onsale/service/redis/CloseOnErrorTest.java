package io.onsale.service.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.onsale.kernel.testing.RedisServer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CloseOnErrorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30); // a busy machine
    private static final String SLOW = """
            local function now() local time = redis.call('TIME') return time[1] * 1000000 + time[2] end
            local start = now()
            while now() < start + 200000 do end
            return 'slow'""";

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @Test
    void no_answer_goes_to_somebody_else_after_an_error_on_the_connection() {
        AtomicReference<@Nullable Channel> connected = new AtomicReference<>();
        NettyCustomizer guard = new CloseOnError();
        ClientResources resources = ClientResources.builder()
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        guard.afterChannelInitialized(channel);
                        connected.compareAndSet(null, channel);
                    }
                })
                .build();
        RedisClient client = RedisClient.create(resources, server.url());
        try (var connection = client.connect()) {
            RedisAsyncCommands<String, String> redis = connection.async();
            redis.set("apple", "red");
            redis.set("plum", "blue").toCompletableFuture().join();

            CompletableFuture<String> slow =
                    redis.<String>eval(SLOW, ScriptOutputType.VALUE).toCompletableFuture();
            CompletableFuture<String> apple = redis.get("apple").toCompletableFuture();
            CompletableFuture<String> plum = redis.get("plum").toCompletableFuture();
            Objects.requireNonNull(connected.get()).pipeline().fireExceptionCaught(new OutOfMemoryError("of the test"));

            await().atMost(PATIENCE).until(() -> slow.isDone() && apple.isDone() && plum.isDone());
            assertRightOrFailed(slow, "slow");
            assertRightOrFailed(apple, "red");
            assertRightOrFailed(plum, "blue");
            assertThat(redis.get("plum").toCompletableFuture().join()).isEqualTo("blue");
        } finally {
            client.shutdown();
            resources.shutdown();
        }
    }

    private static void assertRightOrFailed(CompletableFuture<String> answer, String right) {
        if (!answer.isCompletedExceptionally()) {
            assertThat(answer).isCompletedWithValue(right);
        }
    }
}
