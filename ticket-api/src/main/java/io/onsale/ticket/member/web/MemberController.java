package io.onsale.ticket.member.web;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
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
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.PasswordMark;
import io.onsale.ticket.member.Secret;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Members")
class MemberController {
    private static final int NAME_MAX = 100;
    private static final String LANGUAGES = "ko|en";
    private static final String LANGUAGE_RULE = "must be ko or en";

    private final SignUp signUp;
    private final Members members;
    private final AccessTokenSigner signer;
    private final OncePerKey once;
    private final PasswordMark passwordMark;
    private final SignInLimits limits;
    private final ClientAddresses addresses;

    MemberController(
            SignUp signUp,
            Members members,
            AccessTokenSigner signer,
            OncePerKey once,
            PasswordMark passwordMark,
            SignInLimits limits,
            ClientAddresses addresses) {
        this.signUp = signUp;
        this.members = members;
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

            @NotNull @PlainText(max = NAME_MAX) @Schema(maxLength = NAME_MAX)
            String name,

            @Nullable @Pattern(regexp = LANGUAGES, message = LANGUAGE_RULE) @Schema(allowableValues = {"ko", "en"})
            String language) {
        @Override
        public String toString() {
            return "NewMember[" + email + "]"; // keeps the password out of logs
        }
    }

    /** What must be equal in a repeat. */
    private record SignUpContent(String email, String passwordMark, String name, Language language) {}

    /**
     * An account.
     *
     * @param employer the seller for whom a gate works
     */
    record MemberView(
            String memberId,
            String email,
            String name,

            @Schema(allowableValues = {"FAN", "SELLER", "GATE", "MANAGER"})
            Role role,

            @Schema(allowableValues = {"ko", "en"}) String language,

            @Nullable String employer) {
        static MemberView of(Member member) {
            return new MemberView(
                    member.memberId(),
                    member.email().value(),
                    member.name(),
                    member.role(),
                    member.language().tag(),
                    member.employer());
        }
    }

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
        Language language = body.language() == null ? Language.KO : Language.of(body.language());
        SignInAttempt attempt = limits.attempt(email.value(), client);
        return once.answer(
                key.ownedBy("sign-up of " + email.value()), // no caller is signed in
                new SignUpContent(email.value(), passwordMark.of(password.value()), body.name(), language),
                memberId -> signUp.join(memberId, email, password, body.name(), language, attempt.sharer())
                        .doOnNext(outcome -> {
                            if (outcome instanceof SignUp.Outcome.Joined) {
                                limits.signedUp(attempt);
                            }
                        })
                        .map(MemberController::answer));
    }

    private static Answer answer(SignUp.Outcome outcome) {
        return switch (outcome) {
            case SignUp.Outcome.Joined joined -> Answer.created(MemberView.of(joined.member()));
            case SignUp.Outcome.EmailTaken taken ->
                Answer.refused(Problem.of(ProblemType.EMAIL_TAKEN, "Sign in instead"));
        };
    }

    private @Nullable InetAddress client(ServerHttpRequest request) {
        return addresses.client(request.getRemoteAddress(), request.getHeaders()::getOrEmpty);
    }

    private static Problem tooMany() {
        return Problem.of(
                ProblemType.TOO_MANY_REQUESTS,
                "Too many attempts for this account or from your network; wait a moment");
    }

    @GetMapping("/api/v1/members/me")
    @Operation(summary = "Your account")
    @ApiResponse(
            responseCode = "200",
            description = "Your account",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "the account of this token is not kept here")
    Mono<ResponseEntity<Object>> me(@Parameter(hidden = true) Principal member) {
        return members.find(member.id()).as(MemberController::found);
    }

    /** What is absent or null stays as it is. */
    record ProfileChange(
            @Nullable @PlainText(max = NAME_MAX) @Schema(maxLength = NAME_MAX)
            String name,

            @Nullable @Pattern(regexp = LANGUAGES, message = LANGUAGE_RULE) @Schema(allowableValues = {"ko", "en"})
            String language) {}

    @PatchMapping("/api/v1/members/me")
    @Operation(summary = "Change your name or your language")
    @ApiResponse(
            responseCode = "200",
            description = "Your account as it is now",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "the account of this token is not kept here")
    Mono<ResponseEntity<Object>> change(
            @Valid @RequestBody ProfileChange body, @Parameter(hidden = true) Principal member) {
        Language language = body.language() == null ? null : Language.of(body.language());
        return members.change(member.id(), body.name(), language).as(MemberController::found);
    }

    private static Mono<ResponseEntity<Object>> found(Mono<Member> member) {
        return member.map(found -> ResponseEntity.ok((Object) MemberView.of(found)))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "Your account is not kept here")
                        .answer());
    }

    @GetMapping("/api/v1/keys/access")
    @Operation(summary = "Public keys of access tokens of sellers, gates, managers and services (JWKS, RFC 7517)")
    @ApiResponse(responseCode = "200", description = "The key set")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok(signer.publicKeys());
    }
}
