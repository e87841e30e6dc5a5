package io.onsale.ticket.session.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.CodePoints;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.session.ChangePassword;
import io.onsale.ticket.session.Handovers;
import io.onsale.ticket.session.Handovers.HandoverCode;
import io.onsale.ticket.session.Sessions;
import io.onsale.ticket.session.Sessions.OpenSession;
import io.onsale.ticket.session.web.SessionAnswers.Session;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A member's own sessions and password. */
@RestController
@Tag(name = "Sessions")
class SessionController {
    private static final String CURRENT =
            "The current session is the one whose cookie the browser sends; without a cookie there is none.";

    private final Sessions sessions;
    private final Handovers handovers;
    private final ChangePassword changePassword;
    private final SessionAnswers answers;
    private final CallerLimit handoverLimit;

    SessionController(
            Sessions sessions,
            Handovers handovers,
            ChangePassword changePassword,
            SessionAnswers answers,
            CallerLimit handoverLimit) {
        this.sessions = sessions;
        this.handovers = handovers;
        this.changePassword = changePassword;
        this.answers = answers;
        this.handoverLimit = handoverLimit;
    }

    /** @param device browser and system of the sign-in */
    record SessionView(String sessionId, Instant startedAt, Instant lastUsedAt, String device, boolean current) {}

    record SessionList(List<SessionView> sessions) {}

    @GetMapping("/api/v1/sessions")
    @Operation(summary = "Your sessions, the last used first; at most 50", description = CURRENT)
    @ApiResponse(
            responseCode = "200",
            description = "Your sessions",
            content = @Content(schema = @Schema(implementation = SessionList.class)))
    Mono<SessionList> list(
            @Parameter(hidden = true) Principal member, @Parameter(hidden = true) ServerHttpRequest request) {
        return current(request)
                .flatMap(current -> sessions.of(member.id())
                        .map(session -> view(session, current))
                        .collectList()
                        .map(SessionList::new));
    }

    private static SessionView view(OpenSession session, String current) {
        return new SessionView(
                session.sessionId(),
                session.startedAt(),
                session.lastUsedAt(),
                session.device(),
                session.sessionId().equals(current));
    }

    /** The id of the browser's session; an empty text, which is no id, if there is none. */
    private Mono<String> current(ServerHttpRequest request) {
        return Mono.justOrEmpty(SessionCookie.find(request))
                .flatMap(sessions::find)
                .defaultIfEmpty("");
    }

    @DeleteMapping("/api/v1/sessions/current")
    @Operation(
            summary = "Sign out in this browser",
            description =
                    "By its cookie, also without an access token. Clients without cookies end their session by its id.")
    @ApiResponse(
            responseCode = "204",
            description = "The session, if there was one, has ended and the cookie is removed")
    @Refuses(ProblemType.CROSS_SITE_REFUSED)
    Mono<ResponseEntity<Object>> signOut(@Parameter(hidden = true) ServerHttpRequest request) {
        SameOrigin.require(request);
        return Mono.justOrEmpty(SessionCookie.find(request))
                .flatMap(sessions::endByToken)
                .thenReturn(ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, SessionCookie.cleared(request))
                        .build());
    }

    @DeleteMapping("/api/v1/sessions/{sessionId}")
    @Operation(
            summary = "End one of your sessions",
            description = "It cannot be renewed any more. Its last access token stays valid until it expires.")
    @ApiResponse(responseCode = "204", description = "It has ended")
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> end(@PathVariable String sessionId, @Parameter(hidden = true) Principal member) {
        return sessions.end(member.id(), OpaqueId.require("sessionId", sessionId))
                .map(ended -> ended
                        ? ResponseEntity.noContent().build()
                        : Problem.of(ProblemType.NOT_FOUND, "You have no such session")
                                .answer());
    }

    @DeleteMapping("/api/v1/sessions")
    @Operation(summary = "End all your other sessions", description = CURRENT + " Then all of them end.")
    @ApiResponse(responseCode = "204", description = "They have ended")
    Mono<ResponseEntity<Object>> endOthers(
            @Parameter(hidden = true) Principal member, @Parameter(hidden = true) ServerHttpRequest request) {
        return current(request)
                .flatMap(current -> sessions.endAll(member.id(), current))
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PostMapping("/api/v1/sessions/handover")
    @Operation(
            summary = "A code by which another device signs in as you",
            description =
                    "For one use within 60 seconds; a new code replaces the one before. The other device sends it as handoverCode to "
                            + "POST /api/v1/sessions.")
    @ApiResponse(
            responseCode = "200",
            description = "The code",
            content = @Content(schema = @Schema(implementation = HandoverCode.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.TOO_MANY_REQUESTS})
    Mono<ResponseEntity<Object>> handOver(@Parameter(hidden = true) Principal fan) {
        Duration wait = handoverLimit.take(fan.id());
        if (wait != null) {
            throw new ProblemException(Problem.of(ProblemType.TOO_MANY_REQUESTS, "You make too many codes"), wait);
        }
        return handovers
                .issue(fan.id())
                .map(code -> ResponseEntity.ok((Object) code))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "Your account is not kept here")
                        .answer());
    }

    /** @param cookie true: the new session's refresh token goes into the cookie, as at the sign-in */
    record PasswordChange(
            @NotNull @CodePoints(max = 128) String currentPassword,
            @NotNull @CodePoints(min = 8, max = 128) String newPassword,
            @Nullable Boolean cookie) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    @PostMapping("/api/v1/members/me/password")
    @Operation(
            summary = "Change your password",
            description =
                    "Ends all your sessions, and begins a new one for this device. A wrong currentPassword is a validation error, and counts "
                            + "like a failed sign-in.")
    @ApiResponse(
            responseCode = "200",
            description = "Changed; the new session",
            content = @Content(schema = @Schema(implementation = Session.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.CROSS_SITE_REFUSED, ProblemType.TOO_MANY_REQUESTS})
    Mono<ResponseEntity<Object>> changePassword(
            @Valid @RequestBody PasswordChange body,
            @Parameter(hidden = true) Principal member,
            @Parameter(hidden = true) ServerHttpRequest request) {
        boolean byCookie = Boolean.TRUE.equals(body.cookie());
        if (byCookie) {
            SameOrigin.require(request);
        }
        return changePassword
                .change(
                        member.id(),
                        body.currentPassword(),
                        Secret.of(body.newPassword()),
                        answers.device(request, byCookie))
                .map(outcome -> switch (outcome) {
                    case ChangePassword.Outcome.Changed changed ->
                        SessionAnswers.signedIn(changed.in(), byCookie, request);
                    case ChangePassword.Outcome.WrongPassword wrong ->
                        Problem.invalid("currentPassword", "is not your password")
                                .answer();
                    case ChangePassword.Outcome.NoSuchMember none ->
                        Problem.of(ProblemType.NOT_FOUND, "Your account is not kept here")
                                .answer();
                    case ChangePassword.Outcome.TooMany many -> SessionAnswers.tooMany(many.retryAfter());
                });
    }
}
