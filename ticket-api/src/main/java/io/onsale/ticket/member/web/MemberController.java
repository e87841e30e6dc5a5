package io.onsale.ticket.member.web;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.limit.Wait;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.CodePoints;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.member.SignIn;
import io.onsale.ticket.member.SignInLimits;
import io.onsale.ticket.member.SignInLimits.SignInAttempt;
import io.onsale.ticket.member.SignUp;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Members")
class MemberController {
    private final SignUp signUp;
    private final SignIn signIn;
    private final AccessTokenSigner signer;
    private final OncePerKey once;
    private final PasswordMark passwordMark;
    private final SignInLimits limits;
    private final ClientAddresses addresses;

    MemberController(
            SignUp signUp,
            SignIn signIn,
            AccessTokenSigner signer,
            OncePerKey once,
            PasswordMark passwordMark,
            SignInLimits limits,
            ClientAddresses addresses) {
        this.signUp = signUp;
        this.signIn = signIn;
        this.signer = signer;
        this.once = once;
        this.passwordMark = passwordMark;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** @param password any characters; equal in all Unicode compositions */
    record NewMember(
            @NotBlank @Size(max = 2 * Email.LENGTH_MAX) String email,
            @NotNull @CodePoints(min = 8, max = 128) String password,

            @NotNull @PlainText(max = 100) @Schema(maxLength = 100)
            String name) {
        @Override
        public String toString() {
            return "NewMember[" + email + "]"; // keeps the password out of logs
        }
    }

    /** What must be equal in a repeat. */
    private record SignUpContent(String email, String passwordMark, String name) {}

    record MemberView(String memberId, String email, String name, String role) {}

    @PostMapping("/api/v1/members")
    @Operation(
            summary = "Sign up as a fan",
            description = "An address has one account: a sign-up with another key is refused with email-taken.")
    @ApiResponse(
            responseCode = "201",
            description = "The account was created",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @Refuses(ProblemType.EMAIL_TAKEN)
    Mono<KeptAnswer> signUp(
            KeyedRequest key, @Valid @RequestBody NewMember body, @Parameter(hidden = true) ServerHttpRequest request) {
        InetAddress client = client(request);
        long wait = limits.beginSignUp(client);
        if (wait > 0) {
            return Mono.error(new ProblemException(tooMany(), Wait.seconds(wait)));
        }
        Email email = Email.parse(body.email())
                .orElseThrow(() -> new ProblemException(Problem.invalid("email", "must be an e-mail address")));
        Secret password = Secret.of(body.password());
        SignInAttempt attempt = limits.attempt(email.value(), client);
        return once.answer(
                key.ownedBy("sign-up of " + email.value()), // no caller is signed in
                new SignUpContent(email.value(), passwordMark.of(password.value()), body.name()),
                memberId -> signUp.join(memberId, email, password, body.name(), attempt.sharer())
                        .doOnNext(outcome -> {
                            if (outcome instanceof SignUp.Outcome.Joined) {
                                limits.signedUp(attempt);
                            }
                        })
                        .map(MemberController::answer));
    }

    private static Answer answer(SignUp.Outcome outcome) {
        return switch (outcome) {
            case SignUp.Outcome.Joined joined ->
                Answer.created(new MemberView(
                        joined.member().memberId(),
                        joined.member().email().value(),
                        joined.member().name(),
                        joined.member().role().name()));
            case SignUp.Outcome.EmailTaken taken ->
                Answer.refused(Problem.of(ProblemType.EMAIL_TAKEN, "Sign in instead"));
        };
    }

    /** Either e-mail and password, or a refresh token alone. */
    record Credentials(
            @Nullable @Size(max = 2 * Email.LENGTH_MAX) String email,
            @Nullable @CodePoints(max = 128) String password,
            @Nullable @Size(max = 128) String refreshToken) {
        @Override
        public String toString() {
            return "Credentials[" + email + "]";
        }
    }

    /** @param expiresIn seconds */
    record Session(String accessToken, long expiresIn, String refreshToken) {}

    @PostMapping("/api/v1/sessions")
    @Operation(
            summary = "Sign in with {email, password} or with {refreshToken}",
            description = "A refresh token can be used once; using it again ends all sessions that came from it.")
    @ApiResponse(
            responseCode = "200",
            description = "Signed in",
            content = @Content(schema = @Schema(implementation = Session.class)))
    @Refuses({ProblemType.CREDENTIALS_REFUSED, ProblemType.TOO_MANY_REQUESTS})
    Mono<ResponseEntity<Object>> signIn(
            @Valid @RequestBody Credentials body, @Parameter(hidden = true) ServerHttpRequest request) {
        if (body.email() != null && body.password() != null && body.refreshToken() == null) {
            return signIn.withPassword(body.email(), body.password(), client(request))
                    .map(MemberController::answer);
        }
        if (body.refreshToken() != null && body.email() == null && body.password() == null) {
            return signIn.withRefreshToken(body.refreshToken(), client(request)).map(MemberController::answer);
        }
        return Mono.just(Problem.invalid("email", "send e-mail and password, or only refreshToken")
                .answer());
    }

    private @Nullable InetAddress client(ServerHttpRequest request) {
        return addresses.client(request.getRemoteAddress(), request.getHeaders()::getOrEmpty);
    }

    private static Problem tooMany() {
        return Problem.of(
                ProblemType.TOO_MANY_REQUESTS,
                "Too many attempts for this account or from your network; wait a moment");
    }

    private static ResponseEntity<Object> answer(SignIn.Outcome outcome) {
        return switch (outcome) {
            case SignIn.Outcome.SignedIn in ->
                ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Session(in.accessToken(), in.expiresIn().toSeconds(), in.refreshToken()));
            case SignIn.Outcome.Refused refused ->
                Problem.of(ProblemType.CREDENTIALS_REFUSED, "They do not belong to an account")
                        .answer();
            case SignIn.Outcome.TooMany many -> tooMany().answerRetryAfter(many.retryAfter());
        };
    }

    @GetMapping("/api/v1/keys/access")
    @Operation(summary = "Public keys of access tokens of sellers, gates, managers and services (JWKS, RFC 7517)")
    @ApiResponse(responseCode = "200", description = "The key set")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok(signer.publicKeys());
    }
}
