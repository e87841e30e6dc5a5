package io.onsale.queue.guard.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.Challenges.Challenge;
import io.onsale.queue.guard.JoinGuard;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Issues challenges to be solved before joining. */
@Tag(name = "Line")
@RestController
class ChallengeController {
    @Schema(name = "JoinChallenge")
    record ChallengeView(
            @Schema(
                    description =
                            "Send it back with the nonce, in the body of the join: {\"proof\":{\"challenge\":…,\"nonce\":…}}")
            String challenge,

            @Schema(
                    description =
                            "Find a nonce (1 to 64 visible ASCII characters) such that SHA-256 of challenge, a colon and the "
                                    + "nonce begins with this number of zero bits; 0: the sale asks for no proof")
            int bits,

            Instant expiresAt) {}

    private final JoinGuard guard;
    private final ClientAddresses addresses;

    ChallengeController(JoinGuard guard, ClientAddresses addresses) {
        this.guard = guard;
        this.addresses = addresses;
    }

    @Operation(
            summary = "Get a challenge to solve before you join; valid for one join by you in this sale",
            security = @SecurityRequirement(name = "bearer"))
    @ApiResponse(
            responseCode = "200",
            description = "Solve it before expiresAt",
            content = @Content(schema = @Schema(implementation = ChallengeView.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "no such sale")
    @Refuses(value = ProblemType.TOO_MANY_REQUESTS, note = "joins and challenges count together; see Retry-After")
    @PostMapping("/api/v1/sales/{saleId}/challenge")
    ResponseEntity<Object> challenge(@PathVariable String saleId, Principal caller, ServerHttpRequest request) {
        SaleId sale = new SaleId(saleId);
        FanId fan = new FanId(caller.id());
        TooMany tooMany =
                guard.limit(fan, addresses.client(request.getRemoteAddress(), request.getHeaders()::getOrEmpty));
        if (tooMany != null) {
            return RefusalProblem.of(sale, tooMany).answerRetryAfter(tooMany.retryAfter());
        }
        Challenge challenge = guard.challenge(sale, fan);
        return challenge == null
                ? Problem.of(ProblemType.NOT_FOUND, "There is no such sale").answer()
                : ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new ChallengeView(challenge.text(), challenge.bits(), challenge.expiresAt()));
    }
}
