package io.onsale.service.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.onsale.kernel.problem.ProblemType;

/** A problem found before a request could be parsed. Its JSON is written by hand, because no request processing exists yet. */
record EarlyRefusal(ProblemType type, String detail) {
    private static final String LINE_TOO_LONG = "The request line exceeds the limit";
    private static final String HEADERS_TOO_LARGE = "The headers exceed the limit";

    /** Carries a refusal through Netty's decoder. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient EarlyRefusal refusal;

        Unreadable(EarlyRefusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }

    static EarlyRefusal malformed(String detail) {
        return new EarlyRefusal(ProblemType.MALFORMED_REQUEST, detail);
    }

    /** @param cause the failure of Netty's decoder */
    static EarlyRefusal of(Throwable cause) {
        return switch (cause) {
            case Unreadable unreadable -> unreadable.refusal;
            case TooLongHttpLineException line -> new EarlyRefusal(ProblemType.TARGET_TOO_LONG, LINE_TOO_LONG);
            case TooLongHttpHeaderException headers ->
                new EarlyRefusal(ProblemType.HEADERS_TOO_LARGE, HEADERS_TOO_LARGE);
            default -> malformed("The request does not follow HTTP/1.1 (RFC 9112)");
        };
    }

    static EarlyRefusal of(int status) {
        return switch (status) {
            case 414 -> new EarlyRefusal(ProblemType.TARGET_TOO_LONG, LINE_TOO_LONG);
            case 431 -> new EarlyRefusal(ProblemType.HEADERS_TOO_LARGE, HEADERS_TOO_LARGE);
            case 503 -> new EarlyRefusal(ProblemType.UNAVAILABLE, "The server is busy. Try again in a moment");
            default ->
                status >= 500
                        ? new EarlyRefusal(ProblemType.BUG, "If this happens again, report the requestId")
                        : malformed("The request cannot be parsed");
        };
    }

    HttpResponse answer() {
        HttpResponseStatus status = HttpResponseStatus.valueOf(type.status());
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer.replace(Unpooled.wrappedBuffer(writeTo(answer)));
    }

    /** Sets the headers of {@code answer} that describe the body; returns the body. */
    byte[] writeTo(HttpResponse answer) {
        HttpHeaders headers = answer.headers();
        String requestId = RequestId.next();
        byte[] body = """
                {"type":"%s","status":%d,"title":"%s","detail":"%s","requestId":"%s"}""".formatted(type.uri(), answer.status().code(), type.title(), detail, requestId)
                .getBytes(UTF_8);
        headers.set(RequestId.HEADER, requestId);
        headers.set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return body;
    }
}
