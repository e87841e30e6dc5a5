package io.onsale.queue.sale;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.sale.ControlOutcome.AlreadyClosed;
import io.onsale.queue.sale.ControlOutcome.Changed;
import io.onsale.queue.testing.LineOnRedis;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class SaleControlTest {
    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private final LineOnRedis redis = new LineOnRedis(server.url(), 10);
    private final SaleControl control = new SaleControl(
            redis.sales(), redis.bean(LineControl.class), (sale, count) -> Mono.just(0L), redis.clock());

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void a_sold_out_sale_can_run_again_until_its_end_time() {
        SalePolicy policy = redis.open(1, 100);
        Duration left = Duration.between(redis.now(), policy.times().closesAt());
        assertThat(bring(policy, SaleState.CLOSED, SoldOut.REASON)).isInstanceOf(Changed.class);

        redis.letTimePass(left.minusMillis(1));
        assertThat(bring(policy, SaleState.RUNNING, SoldOut.BACK)).isInstanceOf(Changed.class);

        assertThat(bring(policy, SaleState.CLOSED, SoldOut.REASON)).isInstanceOf(Changed.class);
        redis.letTimePass(Duration.ofMillis(1));
        assertThat(bring(policy, SaleState.RUNNING, SoldOut.BACK)).isInstanceOf(AlreadyClosed.class);
    }

    private @Nullable ControlOutcome bring(SalePolicy policy, SaleState state, String reason) {
        return control.changeState(policy.sale(), state, SoldOut.WHO, reason).block(LineOnRedis.TIMEOUT);
    }
}
