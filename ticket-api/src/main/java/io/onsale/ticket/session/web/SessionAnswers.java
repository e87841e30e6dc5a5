package io.onsale.ticket.session.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.limit.ClientAddresses;
import io.onsale.service.web.Problem;
import io.onsale.ticket.session.Devices;
import io.onsale.ticket.session.SignedIn;
import io.onsale.ticket.session.SigningDevice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What requests and answers of all routes with a sign-in have in common. */
final class SessionAnswers {
    /**
     * A session.
     *
     * @param expiresIn seconds
     * @param refreshToken null if it is in the cookie
     */
    record Session(
            String accessToken, long expiresIn, @Nullable String refreshToken, String sessionId) {}

    private final ClientAddresses addresses;

    SessionAnswers(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    SigningDevice device(ServerHttpRequest request, boolean isOwnPage) {
        return new SigningDevice(
                addresses.client(request.getRemoteAddress(), request.getHeaders()::getOrEmpty),
                Devices.name(request.getHeaders().getFirst(HttpHeaders.USER_AGENT)),
                isOwnPage);
    }

    static ResponseEntity<Object> signedIn(SignedIn in, boolean byCookie, ServerHttpRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (byCookie) {
            answer.header(HttpHeaders.SET_COOKIE, SessionCookie.of(in.refreshToken(), request));
        }
        return answer.body(new Session(
                in.accessToken(), in.expiresIn().toSeconds(), byCookie ? null : in.refreshToken(), in.sessionId()));
    }

    static ResponseEntity<Object> tooMany(Duration retryAfter) {
        return Problem.of(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many attempts for this account or from your network; wait a moment")
                .answerRetryAfter(retryAfter);
    }
}
