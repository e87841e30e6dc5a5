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
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Protects the line: a fan that joins too often, or has not brought the proof of work that the sale asks for, does not reach it. No I/O unless
 * the sale asks for proofs. Then a good proof costs one Redis command; a missing or bad one costs a look-up of the fan's place, because a fan
 * that has a place needs no proof.
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

    /** Counts an attempt; null if it is within the limits. Joins and challenges count together. */
    public @Nullable TooMany limit(FanId fan, @Nullable InetAddress client) {
        TooMany tooMany = limits.refusal(fan, client);
        return tooMany == null ? null : counts.count(tooMany);
    }

    /** Whether the sale asks for a proof of work. A sale that this node does not know asks for none; the line decides whether it exists. */
    public boolean asksForProof(SaleId sale) {
        return difficulty.baseBits(sale) > 0;
    }

    /** Why a fan may not join a sale that asks for proofs; empty if {@code proof} is good, or the fan has a place already. */
    public Mono<Refusal> proofRefusal(SaleId sale, FanId fan, @Nullable Proof proof) {
        if (proof == null) {
            return unlessInLine(sale, fan, new ProofRequired());
        }
        Flaw flaw = challenges.flaw(sale, fan, proof);
        return flaw == null ? spend(sale, fan, proof) : unlessInLine(sale, fan, new ProofRefused(flaw));
    }

    /** A challenge to solve before joining; null if there is no such sale. */
    public @Nullable Challenge challenge(SaleId sale, FanId fan) {
        int bits = difficulty.baseBits(sale);
        if (bits == Difficulty.UNKNOWN) {
            return null;
        }
        counts.challenge();
        return challenges.issue(sale, fan, bits);
    }

    private Mono<Refusal> spend(SaleId sale, FanId fan, Proof proof) {
        return spent.spend(sale, Challenges.id(proof), Challenges.LIFE).flatMap(outcome -> switch (outcome) {
            case SPENT -> {
                challenges.count(sale);
                yield Mono.empty();
            }
            case REPLAYED -> unlessInLine(sale, fan, new ProofRefused(Flaw.REPLAYED));
        });
    }

    private Mono<Refusal> unlessInLine(SaleId sale, FanId fan, Refusal refusal) {
        return holders.find(sale, fan).flatMap(holding -> switch (holding) {
            case HOLDS -> Mono.empty();
            case NONE -> Mono.just(counts.count(refusal));
        });
    }
}
