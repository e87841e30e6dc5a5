package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.guard.Refusal.ProofRefused;
import io.onsale.queue.guard.Refusal.ProofRequired;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.service.web.Problem;
import java.util.Locale;

/** The problem that answers a refused request. */
public final class RefusalProblem {
    private RefusalProblem() {}

    public static Problem of(SaleId sale, Refusal refusal) {
        return switch (refusal) {
            case TooMany many -> Problem.of(ProblemType.TOO_MANY_REQUESTS, limit(many));
            case ProofRequired none ->
                Problem.of(
                                ProblemType.PROOF_REQUIRED,
                                "This sale needs a proof of work: POST to the path in challenge to get one, and solve it")
                        .with("challenge", "/api/v1/sales/" + sale.value() + "/challenge");
            case ProofRefused proof ->
                Problem.of(ProblemType.PROOF_REFUSED, flaw(proof.flaw()))
                        .with("reason", proof.flaw().name().toLowerCase(Locale.ROOT));
        };
    }

    private static String limit(TooMany many) {
        return switch (many.of()) {
            case FAN -> "You send more requests than allowed; your place does not depend on them";
            case ADDRESS -> "Too many requests come from your network address at the same time";
        };
    }

    private static String flaw(Flaw flaw) {
        return switch (flaw) {
            case MALFORMED -> "The proof does not have the documented format";
            case FOREIGN -> "The challenge was not issued to you for this sale";
            case EXPIRED -> "The challenge has expired: solve a new one";
            case WEAK -> "The hash does not begin with the number of zero bits that the challenge asks for";
            case REPLAYED -> "This challenge has been used before: solve a new one";
        };
    }
}
