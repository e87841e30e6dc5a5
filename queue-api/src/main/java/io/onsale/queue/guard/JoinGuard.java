package io.onsale.queue.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.Challenges.Challenge;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.guard.Refusal.ProofRefused;
import io.onsale.queue.guard.Refusal.ProofRequired;
import io.onsale.queue.guard.Refusal.TooMany;
import java.net.InetAddress;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Stands before the line: whoever asks too often, or owes the sale a proof of work, does not get there. Without I/O and without waiting,
 * unless the sale asks for proofs; then a good one costs one command, and a missing or bad one a look at the fan's place, because who
 * keeps a place by joining again is not asked again.
 */
public final class JoinGuard {
    private final JoinLimits limits;
    private final Challenges challenges;
    private final Difficulty difficulty;
    private final SpentProofs spent;
    private final PlaceHolders holders;
    private final GuardCounts counts;

    public JoinGuard(
            JoinLimits limits,
            Challenges challenges,
            Difficulty difficulty,
            SpentProofs spent,
            PlaceHolders holders,
            MeterRegistry meters) {
        this.limits = limits;
        this.challenges = challenges;
        this.difficulty = difficulty;
        this.spent = spent;
        this.holders = holders;
        this.counts = new GuardCounts(meters);
    }

    /** Null within the limits. Joins and challenges count together. */
    public @Nullable TooMany limit(FanId fan, @Nullable InetAddress client) {
        TooMany tooMany = limits.refusal(fan, client);
        return tooMany == null ? null : counts.count(tooMany);
    }

    /**
     * Continues with {@code join} if the sale asks for no proof of work, if {@code proof} is good, or if the fan has a place; otherwise with
     * {@code refuse}. A sale that this node has not heard of asks for none: the line knows it or not.
     */
    public <T> Mono<T> pass(
            SaleId sale, FanId fan, @Nullable Proof proof, Supplier<Mono<T>> join, Function<Refusal, Mono<T>> refuse) {
        return difficulty.baseBits(sale) <= 0
                ? join.get()
                : proven(sale, fan, proof).flatMap(verdict -> follow(verdict, join, refuse));
    }

    private <T> Mono<T> follow(Verdict verdict, Supplier<Mono<T>> join, Function<Refusal, Mono<T>> refuse) {
        Refusal refusal = verdict.refusal();
        return refusal == null ? join.get() : refuse.apply(counts.count(refusal));
    }

    /** Something to solve before joining; null if there is no such sale. */
    public @Nullable Challenge challenge(SaleId sale, FanId fan) {
        int bits = difficulty.baseBits(sale);
        if (bits == Difficulty.UNKNOWN) {
            return null;
        }
        counts.challenge();
        return challenges.issue(sale, fan, bits);
    }

    /** Null: nothing is wrong. */
    private record Verdict(@Nullable Refusal refusal) {
        static final Verdict GOOD = new Verdict(null);
    }

    private Mono<Verdict> proven(SaleId sale, FanId fan, @Nullable Proof proof) {
        if (proof == null) {
            return unlessInLine(sale, fan, new ProofRequired());
        }
        Flaw flaw = challenges.flaw(sale, fan, proof);
        return flaw == null ? spend(sale, fan, proof) : unlessInLine(sale, fan, new ProofRefused(flaw));
    }

    private Mono<Verdict> spend(SaleId sale, FanId fan, Proof proof) {
        return spent.spend(sale, Challenges.id(proof), Challenges.LIFE)
                .flatMap(first -> first ? good(sale) : unlessInLine(sale, fan, new ProofRefused(Flaw.REPLAYED)));
    }

    private Mono<Verdict> good(SaleId sale) {
        challenges.count(sale);
        return Mono.just(Verdict.GOOD);
    }

    private Mono<Verdict> unlessInLine(SaleId sale, FanId fan, Refusal refusal) {
        return holders.hasPlace(sale, fan).map(isInLine -> isInLine ? Verdict.GOOD : new Verdict(refusal));
    }
}
