package io.onsale.ticket.session.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.CodePoints;
import io.onsale.service.web.Problem;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.session.SignIn;
import io.onsale.ticket.session.SigningDevice;
import io.onsale.ticket.session.web.SessionAnswers.Session;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Sessions")
class SignInController {
    private static final String PROOF = "send e-mail and password, or only refreshToken, or only handoverCode";

    private final SignIn signIn;
    private final SessionAnswers answers;

    SignInController(SignIn signIn, SessionAnswers answers) {
        this.signIn = signIn;
        this.answers = answers;
    }

    /**
     * One of: e-mail and password; a refresh token; a code from another device.
     *
     * @param cookie true: the refresh token goes into an HttpOnly cookie instead of the answer; for pages of this origin
     */
    record Credentials(
            @Nullable @Size(max = 2 * Email.LENGTH_MAX) String email,
            @Nullable @CodePoints(max = 128) String password,
            @Nullable @Size(max = 128) String refreshToken,
            @Nullable @Size(max = 128) String handoverCode,
            @Nullable Boolean cookie) {
        private boolean isByCookie() {
            return Boolean.TRUE.equals(cookie);
        }

        private boolean isByPassword() {
            return email != null && password != null && refreshToken == null && handoverCode == null;
        }

        private boolean hasOnly(@Nullable String proof) {
            return proof != null
                    && email == null
                    && password == null
                    && (refreshToken == null) != (handoverCode == null);
        }

        @Override
        public String toString() {
            return "Credentials[" + email + "]";
        }
    }

    @PostMapping("/api/v1/sessions")
    @Operation(
            summary = "Sign in with {email, password}, with {refreshToken} or with {handoverCode}",
            description =
                    "A refresh token is exchanged for the next one. If it comes again later than 20 seconds afterwards, its session ends. With "
                            + "{cookie: true} the refresh token is in a cookie that only our own pages can use, and refreshToken is null.")
    @ApiResponse(
            responseCode = "200",
            description = "Signed in",
            content = @Content(schema = @Schema(implementation = Session.class)))
    @Refuses({
        ProblemType.CREDENTIALS_REFUSED,
        ProblemType.HANDOVER_REFUSED,
        ProblemType.ACCOUNT_SUSPENDED,
        ProblemType.CROSS_SITE_REFUSED,
        ProblemType.TOO_MANY_REQUESTS
    })
    Mono<ResponseEntity<Object>> signIn(
            @Valid @RequestBody Credentials body, @Parameter(hidden = true) ServerHttpRequest request) {
        SigningDevice device = answers.device(request, body.isByCookie());
        if (body.isByCookie()) {
            SameOrigin.require(request);
        }
        if (body.email() != null && body.password() != null && body.isByPassword()) {
            return signIn.withPassword(body.email(), body.password(), device)
                    .map(outcome -> answer(outcome, body, request));
        }
        if (body.handoverCode() != null && body.hasOnly(body.handoverCode())) {
            return signIn.withHandover(body.handoverCode(), device).map(outcome -> answer(outcome, body, request));
        }
        if (body.refreshToken() != null && body.hasOnly(body.refreshToken()) && !body.isByCookie()) {
            return signIn.withRefreshToken(body.refreshToken(), device).map(outcome -> answer(outcome, body, request));
        }
        return Mono.just(Problem.invalid("email", PROOF).answer());
    }

    private static ResponseEntity<Object> answer(SignIn.Outcome outcome, Credentials body, ServerHttpRequest request) {
        return switch (outcome) {
            case SignIn.Outcome.Accepted accepted -> SessionAnswers.signedIn(accepted.in(), body.isByCookie(), request);
            case SignIn.Outcome.Refused refused ->
                (body.handoverCode() == null
                                ? Problem.of(ProblemType.CREDENTIALS_REFUSED, "They do not belong to an account")
                                : Problem.of(
                                        ProblemType.HANDOVER_REFUSED,
                                        "Make a new code on the device on which you are signed in"))
                        .answer();
            case SignIn.Outcome.Suspended suspended ->
                Problem.of(ProblemType.ACCOUNT_SUSPENDED, "Ask the operator of this site about it")
                        .answer();
            case SignIn.Outcome.TooMany many -> SessionAnswers.tooMany(many.retryAfter());
        };
    }

    @PostMapping("/api/v1/sessions/renewal")
    @Operation(
            summary = "A new access token for a page of ours, by its cookie",
            description =
                    "Without a body. The cookie is replaced by a new one. If there is none, or it is not good any more, the answer is 401 "
                            + "and the cookie is removed.")
    @ApiResponse(
            responseCode = "200",
            description = "The session goes on",
            content = @Content(schema = @Schema(implementation = Session.class)))
    @Refuses({ProblemType.UNAUTHENTICATED, ProblemType.CROSS_SITE_REFUSED, ProblemType.TOO_MANY_REQUESTS})
    Mono<ResponseEntity<Object>> renew(@Parameter(hidden = true) ServerHttpRequest request) {
        SameOrigin.require(request);
        String token = SessionCookie.find(request);
        return token == null
                ? Mono.just(signedOut(request))
                : signIn.withRefreshToken(token, answers.device(request, true))
                        .map(outcome -> renewed(outcome, request));
    }

    private static ResponseEntity<Object> renewed(SignIn.Outcome outcome, ServerHttpRequest request) {
        return switch (outcome) {
            case SignIn.Outcome.Accepted accepted -> SessionAnswers.signedIn(accepted.in(), true, request);
            case SignIn.Outcome.Refused refused -> signedOut(request);
            case SignIn.Outcome.Suspended suspended -> signedOut(request);
            case SignIn.Outcome.TooMany many -> SessionAnswers.tooMany(many.retryAfter());
        };
    }

    private static ResponseEntity<Object> signedOut(ServerHttpRequest request) {
        ResponseEntity<Object> refusal = Problem.of(ProblemType.UNAUTHENTICATED, "There is no session in this browser")
                .answer();
        return ResponseEntity.status(refusal.getStatusCode())
                .headers(refusal.getHeaders())
                .header(HttpHeaders.SET_COOKIE, SessionCookie.cleared(request))
                .body(refusal.getBody());
    }
}
