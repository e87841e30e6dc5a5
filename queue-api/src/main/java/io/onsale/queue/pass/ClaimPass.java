package io.onsale.queue.pass;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.pass.ClaimOutcome.Admitted;
import reactor.core.publisher.Mono;

/** Turns a call into a pass. The fan is recorded as inside before the pass is handed out. */
public final class ClaimPass {
    private final Claims claims;
    private final Insiders insiders;

    public ClaimPass(Claims claims, Insiders insiders) {
        this.claims = claims;
        this.insiders = insiders;
    }

    /** Repeatable: returns the same pass. Errors with {@code Unavailable}, without a pass, if the fan cannot be recorded as inside. */
    public Mono<ClaimOutcome> claim(SaleId sale, FanId fan) {
        return claims.claim(sale, fan, OpaqueId.next())
                .flatMap(outcome -> outcome instanceof Admitted admitted
                        ? insiders.add(sale, fan, admitted.place()).thenReturn(outcome)
                        : Mono.just(outcome));
    }
}
