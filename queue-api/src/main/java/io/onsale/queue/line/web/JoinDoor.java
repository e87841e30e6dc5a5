package io.onsale.queue.line.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.guard.Proof;
import io.onsale.queue.guard.Refusal;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lets a request to join through to the line, or tells why not. */
final class JoinDoor {
    /** What a fan sends along where the sale asks for a proof of work. */
    @Schema(name = "ChallengeAnswer")
    record Answer(
            @Schema(description = "As it was handed out") @Nullable
            String challenge,

            @Schema(description = "1 to 64 visible ASCII characters") @Nullable
            String nonce) {
        Proof proof() {
            return new Proof(Objects.requireNonNullElse(challenge, ""), Objects.requireNonNullElse(nonce, ""));
        }
    }

    private final JoinGuard guard;
    private final ClientAddresses addresses;

    JoinDoor(JoinGuard guard, ClientAddresses addresses) {
        this.guard = guard;
        this.addresses = addresses;
    }

    /** Continues with {@code next} within the limits. To be asked before the body is read. */
    Mono<ServerResponse> withinLimits(
            SaleId sale, FanId fan, ServerRequest request, Supplier<Mono<ServerResponse>> next) {
        TooMany tooMany =
                guard.limit(fan, addresses.client(request.remoteAddress().orElse(null), request.headers()::header));
        return tooMany == null ? next.get() : refused(sale, tooMany);
    }

    /** Continues with {@code next} if the sale asks for no proof, or has a good one, or the fan has a place. */
    Mono<ServerResponse> proven(SaleId sale, FanId fan, @Nullable Answer answer, Supplier<Mono<ServerResponse>> next) {
        Proof proof = answer == null ? null : answer.proof();
        return guard.pass(sale, fan, proof, next, refusal -> refused(sale, refusal));
    }

    static Mono<ServerResponse> refused(SaleId sale, Refusal refusal) {
        Problem problem = RefusalProblem.of(sale, refusal);
        ServerResponse.BodyBuilder answer =
                ServerResponse.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal instanceof TooMany many) {
            answer.header(
                    HttpHeaders.RETRY_AFTER, Long.toString(many.retryAfter().toSeconds()));
        }
        return answer.bodyValue(problem);
    }
}
