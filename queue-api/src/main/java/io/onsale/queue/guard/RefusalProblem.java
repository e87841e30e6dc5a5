package io.onsale.queue.guard;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.Refusal.Flaw;
import io.onsale.queue.guard.Refusal.ProofRefused;
import io.onsale.queue.guard.Refusal.ProofRequired;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.service.web.Problem;
import java.util.Locale;

/** What a refused fan is told. */
public final class RefusalProblem {
    private RefusalProblem() {}

    public static Problem of(SaleId sale, Refusal refusal) {
        return switch (refusal) {
            case TooMany many -> Problem.of(ProblemType.TOO_MANY_REQUESTS, limit(many));
            case ProofRequired none ->
                Problem.of(ProblemType.PROOF_REQUIRED, "Solve a challenge first: POST to the address in challenge")
                        .with("challenge", "/api/v1/sales/" + sale.value() + "/challenge");
            case ProofRefused proof ->
                Problem.of(ProblemType.PROOF_REFUSED, flaw(proof.flaw()))
                        .with("reason", proof.flaw().name().toLowerCase(Locale.ROOT));
        };
    }

    private static String limit(TooMany many) {
        return switch (many.of()) {
            case FAN -> "You ask more often than it can help you; your place does not depend on it";
            case ADDRESS -> "Too many people ask from your network address at the same time";
        };
    }

    private static String flaw(Flaw flaw) {
        return switch (flaw) {
            case MALFORMED -> "The proof is not of the documented shape";
            case FOREIGN -> "The challenge was not made for you and this sale";
            case EXPIRED -> "The challenge's time is over: solve a new one";
            case WEAK -> "The hash does not begin with as many zero bits as the challenge asks for";
            case REPLAYED -> "This challenge has been answered before: solve a new one";
        };
    }
}
