package io.onsale.queue.place.web;

import io.onsale.queue.guard.Proof;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** The body of a join, which may be left out. */
@Schema(name = "Joining")
record JoinRequest(
        @Schema(description = "The receipt of an earlier join: restores that place if it was lost") @Nullable
        String receipt,

        @Schema(description = "The answer to a challenge, where the sale asks for one") @Nullable
        ChallengeAnswer proof) {
    static final JoinRequest EMPTY = new JoinRequest(null, null);

    private static final Mono<JoinRequest> NO_BODY = Mono.just(EMPTY); // what almost all clients send

    /** The answer to a challenge: a proof of work. */
    record ChallengeAnswer(
            @Schema(description = "As it was handed out") @Nullable
            String challenge,

            @Schema(description = "1 to 64 visible ASCII characters") @Nullable
            String nonce) {
        Proof proof() {
            return new Proof(Objects.requireNonNullElse(challenge, ""), Objects.requireNonNullElse(nonce, ""));
        }
    }

    static Mono<JoinRequest> read(ServerRequest request) {
        return hasBody(request.headers())
                ? request.bodyToMono(JoinRequest.class).defaultIfEmpty(EMPTY)
                : NO_BODY;
    }

    private static boolean hasBody(ServerRequest.Headers headers) {
        return headers.contentLength().orElse(0) > 0 || headers.firstHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }
}
