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
import io.onsale.service.openapi.Refuses;
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

/** Hands out passes, and the public keys to verify them. */
@Tag(name = "Passes")
@RestController
class PassController {
    private static final Duration KEYS_FRESH_FOR =
            Duration.ofMinutes(5); // verifiers reload at once when they see an unknown key id

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
            summary = "Claim your pass when it is your turn; repeated claims return the same pass",
            security = @SecurityRequirement(name = "bearer"))
    @ApiResponse(
            responseCode = "200",
            description = "You are inside until expiresAt",
            content = @Content(schema = @Schema(implementation = ClaimedPass.class)))
    @Refuses({ProblemType.NOT_IN_LINE, ProblemType.SALE_CLOSED})
    @Refuses(value = ProblemType.NOT_READY, note = "with state")
    @Refuses(
            value = ProblemType.TOO_MANY_REQUESTS,
            note = "claims, streams and leaving count together; see Retry-After")
    @PostMapping("/api/v1/sales/{saleId}/places/me/pass")
    Mono<ResponseEntity<Object>> claim(@PathVariable String saleId, Principal caller) {
        SaleId sale = new SaleId(saleId);
        FanId fan = new FanId(caller.id());
        TooMany tooMany = limit.refusal(fan);
        return tooMany == null
                ? claims.claim(sale, fan).flatMap(outcome -> answer(sale, fan, outcome))
                : Mono.just(RefusalProblem.of(sale, tooMany).answerRetryAfter(tooMany.retryAfter()));
    }

    @Operation(summary = "The public keys to verify passes (RFC 7517)")
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
            case Closed closed -> refused(ClosedSale.problem(closed.message(), "No fan is let in any more"));
            case NotInLine none -> refused(Problem.of(ProblemType.NOT_IN_LINE, "Join the line first"));
        };
    }

    private static Mono<ResponseEntity<Object>> refused(Problem problem) {
        return Mono.just(problem.answer());
    }

    private Mono<Object> claimed(SaleId sale, FanId fan, Admitted admitted) {
        Instant end = admitted.expiresAt().truncatedTo(ChronoUnit.SECONDS); // the precision of a pass
        Place place = admitted.place();
        Instant since = Instant.ofEpochMilli(place.joinedAtMs()); // names the place, whose end also ends its passes
        return passes.sign(new Pass(place.passId(), sale, fan, since, end)).map(pass -> new ClaimedPass(pass, end));
    }
}
