package io.onsale.service.access;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Why a request is rejected, as the {@code WWW-Authenticate} header of RFC 6750 §3. */
enum Challenge {
    TOKEN_MISSING("Bearer realm=\"onsale\"", "Send a valid access token: Authorization: Bearer <access token>"),
    MALFORMED(
            "Bearer realm=\"onsale\", error=\"invalid_request\"",
            "Send exactly one access token: Authorization: Bearer <access token>"),
    TOKEN_REFUSED(
            "Bearer realm=\"onsale\", error=\"invalid_token\"",
            "Send a valid access token: this one has expired or was not issued by us"),
    ROLE_REFUSED("Bearer realm=\"onsale\", error=\"insufficient_scope\"", "Your role may not do this");

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
