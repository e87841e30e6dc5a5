package io.onsale.service.access;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Why a request is not let through, as RFC 6750 §3 says it in {@code WWW-Authenticate}. */
enum Challenge {
    TOKEN_MISSING("Bearer realm=\"onsale\"", "Send a valid access token: Authorization: Bearer <access token>"),
    MALFORMED(
            "Bearer realm=\"onsale\", error=\"invalid_request\"",
            "Send exactly one access token: Authorization: Bearer <access token>"),
    TOKEN_REFUSED(
            "Bearer realm=\"onsale\", error=\"invalid_token\"",
            "Send a valid access token: this one is expired or not ours"),
    ROLE_REFUSED("Bearer realm=\"onsale\", error=\"insufficient_scope\"", "This needs another role");

    private final String header;
    private final String detail;

    Challenge(String header, String detail) {
        this.header = header;
        this.detail = detail;
    }

    void show(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, header);
    }

    String detail() {
        return detail;
    }
}
