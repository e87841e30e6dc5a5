package io.onsale.service.access;

import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * The access token of a request, as RFC 9110 and RFC 6750 define it: {@code Bearer} in any case, one or more spaces, the token. Only the
 * header {@code Authorization} is read: a token in the URL would end up in logs, browser histories and {@code Referer}.
 */
sealed interface BearerToken {
    /** Not verified. */
    record Sent(String text) implements BearerToken {}

    /** No token. A scheme other than {@code Bearer} counts as none. */
    enum None implements BearerToken {
        NONE
    }

    /** The scheme is {@code Bearer}, but it is not followed by exactly one token. */
    enum Malformed implements BearerToken {
        MALFORMED
    }

    String SCHEME = "Bearer";

    static BearerToken of(HttpHeaders headers) {
        List<String> values = headers.get(HttpHeaders.AUTHORIZATION);
        if (values == null || values.isEmpty()) {
            return None.NONE;
        }
        return values.size() == 1 ? of(values.getFirst()) : Malformed.MALFORMED;
    }

    private static BearerToken of(String value) {
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || isLongerWord(value)) {
            return None.NONE;
        }
        int start = SCHEME.length();
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        boolean isOne = start > SCHEME.length() && start < value.length() && isToken(value, start);
        return isOne ? new Sent(value.substring(start)) : Malformed.MALFORMED;
    }

    /** {@code Bearerish} is a different scheme. */
    private static boolean isLongerWord(String value) {
        return value.length() > SCHEME.length() && isVisible(value.charAt(SCHEME.length()));
    }

    private static boolean isToken(String value, int start) {
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isVisible(c) || c == ',') { // a second token, or two headers joined by a proxy
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(char c) {
        return c > ' ' && c < 127;
    }
}
