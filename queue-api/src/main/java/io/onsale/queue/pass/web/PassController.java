package io.onsale.queue.pass.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.queue.line.Place;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.ClaimOutcome.Admitted;
import io.onsale.queue.pass.ClaimOutcome.Closed;
import io.onsale.queue.pass.ClaimOutcome.NotInLine;
import io.onsale.queue.pass.ClaimOutcome.NotReady;
import io.onsale.queue.pass.ClaimPass;
import io.onsale.queue.sale.ClosedSale;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Passes, and the keys that prove them. */
@Tag(name = "Passes")
@RestController
class PassController {
    private static final Duration KEYS_FRESH_FOR =
            Duration.ofMinutes(5); // verifiers ask at once for an id they do not know

    @Schema(name = "ClaimedPass")
    record ClaimedPass(
            @Schema(description = "Send it as header Pass to seat-api")
            String pass,

            Instant expiresAt) {}

    private final ClaimPass claims;
    private final PassSigner signer;
    private final SignedPasses passes;
    private final FanLimit limit;

    PassController(ClaimPass claims, PassSigner signer, SignedPasses passes, FanLimit limit) {
        this.claims = claims;
        this.signer = signer;
        this.passes = passes;
        this.limit = limit;
    }

    @Operation(
            summary = "Claim your pass when it is your turn; the same pass again after that",
            security = @SecurityRequirement(name = "bearer"))
    @ApiResponse(
            responseCode = "200",
            description = "You are inside until expiresAt",
            content = @Content(schema = @Schema(implementation = ClaimedPass.class)))
    @ApiResponse(
            responseCode = "404",
            description = "not-in-line",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "409",
            description = "not-ready (with state), sale-closed",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "429",
            description = "too-many-requests: claims, streams and places given up count together; see Retry-After",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @PostMapping("/api/v1/sales/{saleId}/places/me/pass")
    Mono<ResponseEntity<Object>> claim(@PathVariable String saleId, Principal caller) {
        SaleId sale = new SaleId(saleId);
        FanId fan = new FanId(caller.id());
        TooMany tooMany = limit.refusal(fan);
        return tooMany == null
                ? claims.claim(sale, fan).flatMap(outcome -> answer(sale, fan, outcome))
                : Mono.just(RefusalProblem.of(sale, tooMany).answerRetryAfter(tooMany.retryAfter()));
    }

    @Operation(summary = "The public keys of passes (RFC 7517)")
    @ApiResponse(responseCode = "200", description = "A JWK set")
    @GetMapping("/api/v1/keys/passes")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEYS_FRESH_FOR).cachePublic())
                .body(signer.publicKeys());
    }

    private Mono<ResponseEntity<Object>> answer(SaleId sale, FanId fan, ClaimOutcome outcome) {
        return switch (outcome) {
            case Admitted admitted -> claimed(sale, fan, admitted).map(ResponseEntity::ok);
            case NotReady notReady ->
                refused(Problem.of(ProblemType.NOT_READY, "Your place is " + notReady.state())
                        .with("state", notReady.state()));
            case Closed closed -> refused(ClosedSale.problem(closed.message(), "Nobody is let in any more"));
            case NotInLine none -> refused(Problem.of(ProblemType.NOT_IN_LINE, "Join the line first"));
        };
    }

    private static Mono<ResponseEntity<Object>> refused(Problem problem) {
        return Mono.just(problem.answer());
    }

    private Mono<Object> claimed(SaleId sale, FanId fan, Admitted admitted) {
        Instant end = admitted.expiresAt().truncatedTo(ChronoUnit.SECONDS); // as the pass says it
        Place place = admitted.place();
        Instant since =
                Instant.ofEpochMilli(place.joinedAtMs()); // a place given up takes the passes of its time with it
        return passes.sign(new Pass(place.passId(), sale, fan, since, end)).map(pass -> new ClaimedPass(pass, end));
    }
}
