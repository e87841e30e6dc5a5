package io.onsale.service.web;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.onsale.kernel.problem.ProblemType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks of the request line and headers that Netty does not make. */
final class RequestHead {
    private static final int DIGITS_OF_PORT_MAX = 5;
    private static final int PORT_MAX = 65_535;
    private static final String IN_HOST = "-._~!$&'()*+,;=%"; // besides letters and digits (RFC 3986 §3.2.2)

    private RequestHead() {}

    /** A higher minor version is treated as the highest one supported (RFC 9110 §2.5). */
    static HttpVersion version(String text) {
        if (text.equals("HTTP/1.1")) {
            return HttpVersion.HTTP_1_1;
        }
        if (text.equals("HTTP/1.0")) {
            return HttpVersion.HTTP_1_0;
        }
        boolean isVersion = text.length() == 8
                && text.startsWith("HTTP/")
                && isDigit(text.charAt(5))
                && text.charAt(6) == '.'
                && isDigit(text.charAt(7));
        if (isVersion && text.charAt(5) == '1') {
            return HttpVersion.HTTP_1_1;
        }
        throw new EarlyRefusal.Unreadable(
                isVersion
                        ? new EarlyRefusal(
                                ProblemType.VERSION_NOT_SUPPORTED,
                                "This version of HTTP is not supported; use HTTP/1.1")
                        : EarlyRefusal.malformed("The request line has no HTTP version"));
    }

    /** Why the request is refused, or null. */
    static @Nullable EarlyRefusal fault(HttpRequest request) {
        if (request.method().equals(HttpMethod.CONNECT)) {
            return new EarlyRefusal(ProblemType.METHOD_UNKNOWN, "CONNECT is not supported: this is not a proxy");
        }
        if (!isTarget(request.uri(), request.method())) {
            return EarlyRefusal.malformed("The request line has no path");
        }
        return hostFault(request);
    }

    private static @Nullable EarlyRefusal hostFault(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? null
                    : EarlyRefusal.malformed("The header Host is missing");
        }
        if (hosts.size() > 1) {
            return EarlyRefusal.malformed("The header Host occurs more than once");
        }
        String host = hosts.getFirst();
        return isAuthority(host, 0, host.length())
                ? null
                : EarlyRefusal.malformed("The header Host is not host[:port]");
    }

    /** A path, or an absolute URL whose path counts, or {@code *} for the server as a whole. */
    private static boolean isTarget(String target, HttpMethod method) {
        if (target.startsWith("/")) {
            return true;
        }
        if (target.equals("*")) {
            return method.equals(HttpMethod.OPTIONS);
        }
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String name = target.substring(0, scheme).toLowerCase(Locale.ROOT);
        return (name.equals("http") || name.equals("https"))
                && isAuthority(target, scheme + 3, endOfAuthority(target, scheme + 3));
    }

    private static int endOfAuthority(String target, int start) {
        for (int i = start; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '/' || c == '?') {
                return i;
            }
        }
        return target.length();
    }

    /** {@code host[:port]} with a non-empty host. */
    private static boolean isAuthority(String text, int start, int end) {
        int afterHost =
                start < end && text.charAt(start) == '[' ? endOfAddress(text, start, end) : endOfName(text, start, end);
        if (afterHost <= start) {
            return false;
        }
        return afterHost == end || text.charAt(afterHost) == ':' && isPort(text, afterHost + 1, end);
    }

    private static int endOfName(String text, int start, int end) {
        int i = start;
        while (i < end && (isLetterOrDigit(text.charAt(i)) || IN_HOST.indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    /** The index after the closing bracket of {@code [::1]}; -1 if it is not a bracketed address. */
    private static int endOfAddress(String text, int start, int end) {
        int i = start + 1;
        while (i < end && (isLetterOrDigit(text.charAt(i)) || text.charAt(i) == ':' || text.charAt(i) == '.')) {
            i++;
        }
        return i > start + 1 && i < end && text.charAt(i) == ']' ? i + 1 : -1;
    }

    private static boolean isPort(String text, int start, int end) {
        if (start == end || end - start > DIGITS_OF_PORT_MAX) {
            return false;
        }
        int port = 0;
        for (int i = start; i < end; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
            port = port * 10 + (text.charAt(i) - '0');
        }
        return port <= PORT_MAX;
    }

    private static boolean isLetterOrDigit(char c) {
        return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Closes the connection after the response to an HTTP/1.0 request: without chunks, the end of a response of unknown length is the end
     * of the connection.
     */
    static void endWithAnswer(HttpRequest request) {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Whether one of the lines read since {@code start} begins with a space or a tab. */
    static boolean hasFoldedLine(ByteBuf in, int start) {
        int end = in.readerIndex();
        int line = start;
        while (line < end) {
            byte first = in.getByte(line);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int feed = in.indexOf(line, end, (byte) '\n');
            if (feed < 0) {
                return false;
            }
            line = feed + 1;
        }
        return false;
    }
}
