package io.onsale.service.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** The headers of every response, including those to requests that could not be parsed. */
record AnswerHeaders(HttpDate date, CrossOrigin crossOrigin) {
    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString NO_STORE = AsciiString.cached("no-store");
    private static final AsciiString BEARER = AsciiString.cached("Bearer realm=\"onsale\"");
    private static final int UNAUTHORIZED = 401;

    /** Adds the missing headers. A response whose route sets no {@code Cache-Control} gets {@code no-store}. */
    void complete(@Nullable HttpRequest request, HttpResponse answer) {
        HttpHeaders headers = answer.headers();
        headers.set(HttpHeaderNames.DATE, date.now());
        headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
            headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
        }
        if (answer.status().code() == UNAUTHORIZED && !headers.contains(HttpHeaderNames.WWW_AUTHENTICATE)) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, BEARER);
        }
        crossOrigin.complete(request, answer);
    }
}
