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

/** A problem that is found before there is a request to answer, and therefore written by hand. */
record Refusal(ProblemType type, String detail) {
    /** Why a request cannot be read, thrown through Netty's decoder. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Unreadable(Refusal refusal) {
            super(refusal.detail(), null, false, false);
            this.refusal = refusal;
        }
    }

    static Refusal malformed(String detail) {
        return new Refusal(ProblemType.MALFORMED_REQUEST, detail);
    }

    /** @param cause what Netty's decoder has failed with */
    static Refusal of(Throwable cause) {
        return switch (cause) {
            case Unreadable unreadable -> unreadable.refusal;
            case TooLongHttpLineException line ->
                new Refusal(ProblemType.TARGET_TOO_LONG, "The request line is longer than we read here");
            case TooLongHttpHeaderException headers ->
                new Refusal(ProblemType.HEADERS_TOO_LARGE, "The headers are larger than we read here");
            default -> malformed("The request is not HTTP/1.1 as RFC 9112 has it");
        };
    }

    static Refusal of(int status) {
        return switch (status) {
            case 414 -> new Refusal(ProblemType.TARGET_TOO_LONG, "The request line is longer than we read here");
            case 431 -> new Refusal(ProblemType.HEADERS_TOO_LARGE, "The headers are larger than we read here");
            case 503 -> new Refusal(ProblemType.UNAVAILABLE, "Come back in a moment");
            default ->
                status >= 500
                        ? new Refusal(ProblemType.BUG, "Tell us the request id if it happens again")
                        : malformed("The request cannot be read");
        };
    }

    HttpResponse answer() {
        HttpResponseStatus status = HttpResponseStatus.valueOf(type.status());
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer.replace(Unpooled.wrappedBuffer(writeTo(answer)));
    }

    /** Sets the headers of {@code answer} that describe the body, and returns the body. */
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
