package io.onsale.queue.place.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.guard.Refusal;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.place.web.JoinRequest.ChallengeAnswer;
import io.onsale.service.limit.ClientAddresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Asks the guards about one HTTP request. */
final class RequestGuard {
    private final JoinGuard joins;
    private final FanLimit fans;
    private final ClientAddresses addresses;

    RequestGuard(JoinGuard joins, FanLimit fans, ClientAddresses addresses) {
        this.joins = joins;
        this.fans = fans;
        this.addresses = addresses;
    }

    /** Counts an attempt to join; null within the limits. */
    @Nullable
    TooMany joinLimit(FanId fan, ServerRequest request) {
        return joins.limit(fan, addresses.client(request.remoteAddress().orElse(null), request.headers()::header));
    }

    /** Counts anything else that a fan does; null within the limit. */
    @Nullable
    TooMany fanLimit(FanId fan) {
        return fans.refusal(fan);
    }

    boolean asksForProof(SaleId sale) {
        return joins.asksForProof(sale);
    }

    /** Why the fan may not join; empty if it may. */
    Mono<Refusal> proofRefusal(SaleId sale, FanId fan, @Nullable ChallengeAnswer answer) {
        return joins.proofRefusal(sale, fan, answer == null ? null : answer.proof());
    }
}
