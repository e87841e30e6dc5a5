package io.onsale.ticket.session.web;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.session.Sessions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The refresh token of our own pages. Their scripts cannot read it, and browsers send it with the requests for sessions only, and only
 * from our own pages.
 */
final class SessionCookie {
    static final String NAME = "onsale_session";
    private static final String PATH = "/api/v1/sessions";

    private SessionCookie() {}

    static String of(String refreshToken, ServerHttpRequest request) {
        return cookie(refreshToken, Sessions.TTL, request);
    }

    /** Removes it from the browser. */
    static String cleared(ServerHttpRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /** {@code Secure} when the client came by https; the scheme is the one that a trusted proxy states. */
    private static String cookie(String value, Duration age, ServerHttpRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure("https".equals(request.getURI().getScheme()))
                .path(PATH)
                .maxAge(age)
                .build()
                .toString();
    }

    /** The token that the browser sent; null if there is none, or it has not the shape of ours. */
    static @Nullable String find(ServerHttpRequest request) {
        HttpCookie sent = request.getCookies().getFirst(NAME);
        return sent != null && OpaqueId.hasShape(sent.getValue()) ? sent.getValue() : null;
    }
}
