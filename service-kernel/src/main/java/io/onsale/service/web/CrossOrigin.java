package io.onsale.service.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The origins whose pages may call us from a browser (CORS), each listed exactly. They can do what any client with a token can do. Credentials
 * are not allowed: the one cookie there is, of sessions, is for our own pages.
 *
 * @param origins such as {@code https://shop.example}; none by default
 */
@ConfigurationProperties("onsale.cors")
public record CrossOrigin(@DefaultValue Set<String> origins) {
    public static final CrossOrigin NONE = new CrossOrigin(Set.of());

    private static final AsciiString REQUEST_HEADERS = AsciiString.cached(
            "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, Pass, X-Request-Id");
    private static final AsciiString ANSWER_HEADERS =
            AsciiString.cached("Date, ETag, Location, Retry-After, WWW-Authenticate, X-Request-Id");
    private static final AsciiString MAX_AGE = AsciiString.cached("600"); // seconds; routes change only with a release

    public CrossOrigin {
        origins.forEach(CrossOrigin::check);
        origins = Set.copyOf(origins);
    }

    /** @param list comma-separated; null or blank: none */
    public static CrossOrigin of(@Nullable String list) {
        return list == null || list.isBlank()
                ? NONE
                : new CrossOrigin(Set.copyOf(List.of(list.strip().split("\\s*,\\s*"))));
    }

    private static void check(String origin) {
        URI uri = URI.create(origin);
        boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isHttp
                || uri.getHost() == null
                || !origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                || !origin.equals(origin.toLowerCase(Locale.ROOT))
                || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("onsale.cors.origins: " + origin
                    + " is not an origin in the form browsers send, e.g. https://shop.example");
        }
    }

    /**
     * Adds the CORS headers.
     *
     * @param request null if it could not be parsed
     */
    void complete(@Nullable HttpRequest request, HttpResponse answer) {
        if (origins.isEmpty()) {
            return;
        }
        HttpHeaders headers = answer.headers();
        headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        String origin = request == null ? null : request.headers().get(HttpHeaderNames.ORIGIN);
        if (request == null || origin == null || !origins.contains(origin)) {
            return;
        }
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
        String allow = headers.get(HttpHeaderNames.ALLOW);
        if (allow != null && isPreflight(request)) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allow);
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        }
    }

    private static boolean isPreflight(HttpRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
