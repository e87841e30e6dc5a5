package io.onsale.queue.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.guard.SpentProofs;
import io.onsale.queue.guard.SpentProofs.SpendOutcome;
import io.onsale.queue.testing.LineOnRedis;
import io.onsale.service.testing.RedisLink;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

@AlsoOnCluster
class RedisSpentProofsTest {
    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private static final Duration KEEP = Duration.ofMinutes(2);

    private final SaleId sale = SaleId.next();
    private RedisLink connection;
    private SpentProofs proofs;

    @BeforeEach
    void connect() {
        connection = RedisLink.to(redis.url());
        proofs = new RedisSpentProofs(connection.scripts());
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void concurrent_attempts_spend_a_proof_once() {
        List<SpendOutcome> spent = Objects.requireNonNull(Flux.range(0, 100)
                .flatMap(i -> proofs.spend(sale, "one", KEEP), 100)
                .collectList()
                .block(LineOnRedis.TIMEOUT));

        assertThat(spent).hasSize(100).containsOnlyOnce(SpendOutcome.SPENT);
    }

    @Test
    void a_proof_spent_in_one_sale_is_unspent_in_another() {
        assertThat(proofs.spend(sale, "one", KEEP).block(LineOnRedis.TIMEOUT)).isEqualTo(SpendOutcome.SPENT);
        assertThat(proofs.spend(sale, "two", KEEP).block(LineOnRedis.TIMEOUT)).isEqualTo(SpendOutcome.SPENT);
        assertThat(proofs.spend(SaleId.next(), "one", KEEP).block(LineOnRedis.TIMEOUT))
                .isEqualTo(SpendOutcome.SPENT);
    }

    @Test
    void a_spent_proof_is_stored_until_its_challenge_expires() {
        proofs.spend(sale, "one", KEEP).block(LineOnRedis.TIMEOUT);

        assertThat(connection.sync().ttl("q:{" + sale.value() + "}:proof:one")).isBetween(100L, 120L);
    }

    @Test
    void without_redis_it_is_unavailable() {
        connection.disconnect();

        StepVerifier.create(proofs.spend(sale, "one", KEEP))
                .expectError(Unavailable.class)
                .verify(LineOnRedis.TIMEOUT);
    }
}
