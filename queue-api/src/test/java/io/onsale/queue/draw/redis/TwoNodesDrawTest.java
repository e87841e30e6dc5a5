package io.onsale.queue.draw.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.draw.Draw;
import io.onsale.queue.draw.DrawBook;
import io.onsale.queue.draw.Drawing;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.DrawsModel;
import io.onsale.queue.testing.LobbyOnRedis;
import io.onsale.queue.testing.Policies;
import io.onsale.service.loop.Loop;
import io.onsale.service.testing.RedisLink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.scheduler.Schedulers;

/** Two nodes draw one lobby as fast as they can. */
class TwoNodesDrawTest {
    private static final long FANS = 12_345;

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private final SalePolicy policy = Policies.opening(Instant.now().minusSeconds(1), LineOrder.RANDOM);
    private final DrawsModel draws = new DrawsModel();

    @Test
    void everybody_gets_the_drawn_number_with_two_nodes_at_it() {
        try (RedisLink one = RedisLink.to(server.url());
                RedisLink two = RedisLink.to(server.url())) {
            LobbyOnRedis lobby = new LobbyOnRedis(one.sync(), policy.sale());
            lobby.open();
            lobby.registerAll(FANS);
            lobby.fix(FANS);

            Loop first = loop(one);
            Loop second = loop(two);
            first.start();
            second.start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> lobby.drawn() == FANS);
            } finally {
                first.stop();
                second.stop();
            }

            assertThat(lobby.waiting()).isZero();
            assertThat(lobby.line()).isEqualTo(expected());
            assertThat(draws.list(policy.sale())).hasSize((int) FANS);
        }
    }

    private Loop loop(RedisLink connection) {
        Drawing drawing =
                new Drawing(new RedisLobby(connection.scripts()), draws, new DrawBook(draws), Clock.systemUTC());
        return new Loop("Drawing", Duration.ofMillis(5), Schedulers.parallel(), () -> drawing.round(List.of(policy)));
    }

    private Map<Long, String> expected() {
        Draw draw = new Draw(
                Objects.requireNonNull(draws.find(policy.sale()).block()).seed(), policy.sale(), FANS);
        Map<Long, String> expected = new TreeMap<>();
        for (long registration = 1; registration <= FANS; registration++) {
            expected.put(draw.number(registration), "fan-" + registration);
        }
        return expected;
    }
}
