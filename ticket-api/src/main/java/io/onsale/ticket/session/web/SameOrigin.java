package io.onsale.ticket.session.web;

import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Refuses requests with the session's cookie, or for one, that a page of another site makes. {@code SameSite} keeps the cookie from such
 * requests already; this also holds in browsers that do not know it, and for pages of a sibling domain.
 */
final class SameOrigin {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private SameOrigin() {}

    /** @throws ProblemException unless the request comes from our own page, or from a client that is no browser */
    static void require(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String site = headers.getFirst(FETCH_SITE);
        String origin = headers.getOrigin();
        if ((site != null && !site.equals("same-origin")) || (origin != null && !isOwn(origin, headers))) {
            throw new ProblemException(
                    Problem.of(ProblemType.CROSS_SITE_REFUSED, "Sessions by cookie are for our own pages only"));
        }
    }

    /**
     * Compares host and port, not the scheme: behind something that ends TLS we may not know it. Browsers count a page of the other scheme
     * as another site, and send it no {@code SameSite} cookie.
     */
    private static boolean isOwn(String origin, HttpHeaders headers) {
        String host = headers.getFirst(HttpHeaders.HOST);
        String page = authority(origin);
        return host != null && page != null && page.equals(withoutDefaultPort(host));
    }

    private static @Nullable String authority(String origin) {
        try {
            URI uri = URI.create(origin);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isHttp && uri.getRawAuthority() != null ? withoutDefaultPort(uri.getRawAuthority()) : null;
        } catch (IllegalArgumentException e) {
            return null; // "null", which browsers send for pages without an origin, has no authority either
        }
    }

    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
