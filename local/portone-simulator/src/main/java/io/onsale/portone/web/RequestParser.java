package io.onsale.portone.web;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.MerchantPaymentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Validates requests and turns them into the simulator's types. Raw strings end here. */
final class RequestParser {
    /** Bytes of a request body: the largest, a cancellation with its reason, has less than a tenth. */
    static final int BODY_MAX = 16 * 1024;
    /** Minor units of one payment: far above any order, and the sum of 200,000 of them fits a long. */
    static final long AMOUNT_MAX = 1_000_000_000_000L;
    /** Characters of a cancellation's reason, which is kept with the payment and in the journal. */
    static final int REASON_MAX = 500;

    // an RFC 8941 string of 16 to 256 printable characters without escapes
    private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("\"([ !#-\\[\\]-~]{16,256})\"");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final String SCHEME = "PortOne "; // in upper or lower case, like every scheme of RFC 9110

    private final byte[] apiSecret;
    private final String storeId;

    RequestParser(String apiSecret, String storeId) {
        this.apiSecret = apiSecret.getBytes(StandardCharsets.UTF_8);
        this.storeId = storeId;
    }

    /** Compares in constant time. */
    boolean isAuthorized(ServerRequest request) {
        List<String> headers = request.headers().header("Authorization");
        if (headers.size() != 1 || !headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given =
                headers.getFirst().substring(SCHEME.length()).stripLeading().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(apiSecret, given);
    }

    static MerchantPaymentId paymentId(ServerRequest request) {
        return paymentId(request.pathVariable("paymentId"));
    }

    static MerchantPaymentId paymentId(@Nullable String text) {
        return MerchantPaymentId.parse(required(text, "paymentId"))
                .orElseThrow(() -> new InvalidRequest("paymentId is 1 to 64 printable ASCII characters"));
    }

    static Mono<byte[]> body(ServerRequest request) {
        return request.bodyToMono(byte[].class)
                .switchIfEmpty(Mono.error(() -> new InvalidRequest("a JSON body is expected")));
    }

    /** The request's idempotency key; null if it has none. */
    static @Nullable RequestKey key(ServerRequest request, byte[] body) {
        List<String> headers = request.headers().header("Idempotency-Key");
        if (headers.isEmpty()) {
            return null;
        }
        Matcher key = IDEMPOTENCY_KEY.matcher(headers.getFirst().strip());
        if (headers.size() > 1 || !key.matches()) {
            throw new InvalidRequest("Idempotency-Key is one quoted string of 16 to 256 ASCII characters");
        }
        return new RequestKey(key.group(1), fingerprint(request, body));
    }

    void checkStore(@Nullable String given) {
        if (given != null && !given.equals(storeId)) {
            throw new ForbiddenStore();
        }
    }

    static String required(@Nullable String text, String field) {
        if (text == null || text.isBlank()) {
            throw new InvalidRequest(field + " is required");
        }
        return text;
    }

    static String reason(@Nullable String text) {
        if (required(text, "reason").length() > REASON_MAX) {
            throw new InvalidRequest("reason has at most " + REASON_MAX + " characters");
        }
        return required(text, "reason");
    }

    static String currency(@Nullable String code) {
        String given = code == null ? "KRW" : code;
        if (!CURRENCY.matcher(given).matches()) {
            throw new InvalidRequest("currency is an ISO 4217 code");
        }
        return given;
    }

    /** An amount above zero, null if not given. */
    static @Nullable Long amount(@Nullable Long minorUnits, String field) {
        return within(minorUnits, field, 1);
    }

    /** A part of an amount, which may be zero; null if not given. */
    static @Nullable Long part(@Nullable Long minorUnits, String field) {
        return within(minorUnits, field, 0);
    }

    static int size(@Nullable Integer given, int byDefault, int most) {
        int size = given == null ? byDefault : given;
        if (size < 1 || size > most) {
            throw new InvalidRequest("size is 1 to " + most);
        }
        return size;
    }

    /** A listing's cursor: the position of the last payment seen; null = from the beginning. */
    static long cursor(@Nullable String given) {
        try {
            return given == null ? 0 : Long.parseUnsignedLong(given);
        } catch (NumberFormatException e) {
            throw new InvalidRequest("the cursor is not one from an earlier page");
        }
    }

    static @Nullable Integer number(@Nullable String given, String field) {
        try {
            return given == null ? null : Integer.valueOf(given);
        } catch (NumberFormatException e) {
            throw new InvalidRequest(field + " is a number");
        }
    }

    private static @Nullable Long within(@Nullable Long minorUnits, String field, long least) {
        if (minorUnits != null && (minorUnits < least || minorUnits > AMOUNT_MAX)) {
            throw new InvalidRequest(field + " is " + least + " to " + AMOUNT_MAX);
        }
        return minorUnits;
    }

    private static String fingerprint(ServerRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String line = request.method().name() + " " + request.uri().getRawPath() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
