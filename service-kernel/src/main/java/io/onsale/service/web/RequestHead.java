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

/** What a request's line and headers must be, beyond what Netty sees to. */
final class RequestHead {
    private static final int DIGITS_OF_PORT_MAX = 5;
    private static final int PORT_MAX = 65_535;
    private static final String IN_HOST = "-._~!$&'()*+,;=%"; // besides letters and digits: RFC 3986 §3.2.2

    private RequestHead() {}

    /** A later minor version is read as the latest that we know (RFC 9110 §2.5). */
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
        throw new Refusal.Unreadable(
                isVersion
                        ? new Refusal(ProblemType.VERSION_NOT_SUPPORTED, "This is another version of HTTP")
                        : Refusal.malformed("The request line has no version of HTTP"));
    }

    /** Why the request is refused, or null. */
    static @Nullable Refusal fault(HttpRequest request) {
        if (request.method().equals(HttpMethod.CONNECT)) {
            return new Refusal(ProblemType.METHOD_UNKNOWN, "This is no proxy");
        }
        if (!isTarget(request.uri(), request.method())) {
            return Refusal.malformed("The request line has no path");
        }
        return hostFault(request);
    }

    private static @Nullable Refusal hostFault(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? null
                    : Refusal.malformed("The header Host is missing");
        }
        if (hosts.size() > 1) {
            return Refusal.malformed("There is more than one header Host");
        }
        String host = hosts.getFirst();
        return isAuthority(host, 0, host.length()) ? null : Refusal.malformed("The header Host is not host[:port]");
    }

    /** A path, or a whole address of which the path counts, or {@code *} for all of us. */
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

    /** {@code host[:port]}, the host not empty. */
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

    /** After the bracket of {@code [::1]}; -1 if it is none. */
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

    /** HTTP/1.0 has no chunks: the end of an answer whose length is not known is the end of the connection. */
    static void endWithAnswer(HttpRequest request) {
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Whether one of the lines that have been read, from {@code start} on, begins with a space or a tab. */
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
