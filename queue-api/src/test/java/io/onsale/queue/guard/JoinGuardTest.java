package io.onsale.queue.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.Challenges.Challenge;
import io.onsale.queue.guard.PlaceHolders.Holding;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.guard.Refusal.ProofRefused;
import io.onsale.queue.guard.Refusal.ProofRequired;
import io.onsale.queue.guard.SpentProofs.SpendOutcome;
import io.onsale.queue.testing.ProofSolver;
import io.onsale.service.limit.Rate;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class JoinGuardTest {
    private static final SaleId SALE = new SaleId("sale1");
    private static final FanId ANN = new FanId("ann");
    private static final int BITS = 5;

    private final Set<FanId> inLine = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private int bits = BITS;
    private boolean redisIsGone;
    private final JoinGuard guard = new JoinGuard(
            new JoinLimits(new Rate(3, Duration.ofHours(1), 3), Rate.UNLIMITED, List.of(), System::nanoTime),
            new Challenges(new byte[32], 200, Clock.systemUTC(), System::nanoTime),
            sale -> sale.equals(SALE) ? bits : Difficulty.UNKNOWN,
            (sale, id, keep) -> redisIsGone
                    ? Mono.error(new Unavailable("Redis"))
                    : Mono.just(used.add(id) ? SpendOutcome.SPENT : SpendOutcome.REPLAYED),
            this::look,
            meters);

    private Mono<Holding> look(SaleId sale, FanId fan) {
        looks.incrementAndGet();
        return Mono.just(inLine.contains(fan) ? Holding.HOLDS : Holding.NONE);
    }

    @Test
    void a_sale_without_proof_of_work_is_joined_directly() {
        bits = 0;

        assertThat(guard.asksForProof(SALE)).isFalse();
        assertThat(guard.asksForProof(new SaleId("new"))).isFalse();
        bits = BITS;
        assertThat(guard.asksForProof(SALE)).isTrue();
    }

    @Test
    void a_valid_proof_admits_one_join() {
        Proof proof = solved();

        assertThat(refusal(proof)).isNull();
        assertThat(refusal(proof)).isEqualTo(new ProofRefused(Flaw.REPLAYED));
        assertThat(looks).hasValue(1);
    }

    @Test
    void a_fan_with_a_place_needs_no_new_proof() {
        Proof proof = solved();
        assertThat(refusal(proof)).isNull();
        inLine.add(ANN);

        assertThat(refusal(null)).isNull();
        assertThat(refusal(proof)).isNull(); // a retry after a lost reply
        assertThat(refusal(new Proof("nonsense", "1"))).isNull();
    }

    @Test
    void without_a_valid_proof_no_new_fan_joins() {
        String text = challenge().text();

        assertThat(refusal(null)).isEqualTo(new ProofRequired());
        assertThat(refusal(new Proof("nonsense", "1"))).isEqualTo(new ProofRefused(Flaw.MALFORMED));
        assertThat(refusal(ProofSolver.weak(text, BITS))).isEqualTo(new ProofRefused(Flaw.WEAK));
        assertThat(used).isEmpty();
    }

    @Test
    void without_redis_a_valid_proof_is_neither_spent_nor_refused() {
        Proof proof = solved();
        redisIsGone = true;

        StepVerifier.create(guard.proofRefusal(SALE, ANN, proof)).verifyError(Unavailable.class);
    }

    @Test
    void nothing_is_spent_for_an_unknown_sale() {
        assertThat(guard.challenge(new SaleId("new"), ANN)).isNull();
    }

    @Test
    void refusals_are_counted_by_reason() {
        refusal(null);
        refusal(new Proof("nonsense", "1"));
        for (int i = 0; i < 5; i++) {
            guard.limit(ANN, null);
        }
        challenge();

        assertThat(refused("proof-required")).isEqualTo(1);
        assertThat(refused("proof-malformed")).isEqualTo(1);
        assertThat(refused("limit-fan")).isEqualTo(2);
        assertThat(refused("limit-address")).isZero();
        assertThat(meters.get("onsale.queue.guard.challenges").counter().count())
                .isEqualTo(1);
    }

    private double refused(String reason) {
        return meters.get("onsale.queue.guard.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private Challenge challenge() {
        return Objects.requireNonNull(guard.challenge(SALE, ANN));
    }

    private Proof solved() {
        return ProofSolver.solve(challenge().text(), BITS);
    }

    private @Nullable Refusal refusal(@Nullable Proof proof) {
        return guard.proofRefusal(SALE, ANN, proof).block();
    }
}
