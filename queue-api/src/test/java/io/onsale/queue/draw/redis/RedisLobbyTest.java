package io.onsale.queue.draw.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.draw.Lobby;
import io.onsale.queue.draw.Lobby.DrawOutcome;
import io.onsale.queue.draw.LobbyContract;
import io.onsale.queue.draw.Registered;
import io.onsale.queue.testing.LobbyOnRedis;
import io.onsale.service.testing.RedisLink;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

@AlsoOnCluster
class RedisLobbyTest extends LobbyContract {
    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private static @Nullable RedisLink connected;

    @BeforeAll
    static void connect() {
        connected = RedisLink.to(server.url());
    }

    @AfterAll
    static void disconnect() {
        connection().close();
    }

    private static RedisLink connection() {
        return Objects.requireNonNull(connected);
    }

    private final LobbyOnRedis redis = new LobbyOnRedis(connection().sync(), sale);

    @Override
    protected Lobby lobby() {
        return new RedisLobby(connection().scripts());
    }

    @Override
    protected void open() {
        redis.open();
    }

    @Override
    protected void register(Registered fan) {
        redis.register(fan);
    }

    @Override
    protected void leave(FanId fan) {
        redis.leave(fan);
    }

    @Override
    protected void fix(long registrations) {
        redis.fix(registrations);
    }

    @Override
    protected Map<Long, String> line() {
        return redis.line();
    }

    @Test
    void a_line_of_before_the_draw_counts_as_not_opened() {
        connection().sync().hset("q:{" + sale + "}:control", "epoch", "1"); // neither registrations nor drawn

        assertThat(Objects.requireNonNull(lobby().look(sale, List.of()).block()).registrations())
                .isNull();
    }

    @Test
    void a_flushed_script_cache_goes_unnoticed() {
        redis.open();
        redis.register(new Registered(new FanId("ann"), 1));
        redis.fix(1);

        connection().sync().scriptFlush();
        assertThat(Objects.requireNonNull(lobby().look(sale, List.of(1L)).block())
                        .present())
                .hasSize(1);
        connection().sync().scriptFlush();
        assertThat(lobby().draw(sale, 1, 0, 1, List.of()).block()).isEqualTo(DrawOutcome.DRAWN);
    }

    @Test
    void a_redis_that_is_gone_is_a_failure_and_not_an_empty_lobby() {
        RedisLink closed = RedisLink.to(server.url());
        Lobby gone = new RedisLobby(closed.scripts());
        closed.disconnect();

        StepVerifier.create(gone.look(sale, List.of())).verifyError(Unavailable.class);
        StepVerifier.create(gone.lowest(sale)).verifyError(Unavailable.class);
        StepVerifier.create(gone.draw(sale, 1, 0, 1, List.of()))
                .expectError(Unavailable.class)
                .verify(Duration.ofSeconds(20));
        closed.close();
    }
}
