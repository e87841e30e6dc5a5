package io.onsale.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fans' requests, with real access tokens and real passes. Fans are numbered from 0. {@link #next} gives fans that no service has seen,
 * whose tokens are not in any cache, as at an opening.
 */
final class BenchFans {
    private static final Duration VALID = Duration.ofHours(6);

    private final AccessTokenSigner tokens;
    private final PassSigner passes;
    private final Map<String, String> signed = new HashMap<>();
    private final Instant expiresAt;
    private int nextFan;

    /** Longer than a bench; a manager's token may last two hours at most. */
    private static final Duration MANAGER_VALID = Duration.ofMinutes(115);

    BenchFans(byte[] fanSecret, ECKey passKey) {
        this(fanSecret, passKey, Instant.now().plus(VALID));
    }

    /** The same fan's token is the same text for the same {@code expiresAt}. */
    BenchFans(byte[] fanSecret, ECKey passKey, Instant expiresAt) {
        this.expiresAt = expiresAt;
        tokens = new AccessTokenSigner(new FanTokens(fanSecret), staffKey());
        passes = new PassSigner(passKey);
    }

    private static RSAKey staffKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("bench").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half of the key that {@link #manager} tokens are signed with. */
    String staffKeys() {
        return JsonMapper.shared().writeValueAsString(tokens.publicKeys());
    }

    Instant expiresAt() {
        return expiresAt;
    }

    /** The number of the first of {@code fans} new fans. */
    int next(int fans) {
        int first = nextFan;
        nextFan = Math.addExact(nextFan, fans);
        return first;
    }

    /** Each of {@code fans} new fans joins once. */
    Requests newJoins(String saleId, int fans) {
        return joins(saleId, next(fans), fans);
    }

    Requests joins(String saleId, int first, int fans) {
        return requests(
                fans, fan -> Requests.message("POST", placesPath(saleId), List.of(authorization(first + fan)), null));
    }

    /** Each of {@code fans} fans asks for its place. */
    Requests places(String saleId, int first, int fans) {
        return requests(
                fans,
                fan -> Requests.message("GET", placesPath(saleId) + "/me", List.of(authorization(first + fan)), null));
    }

    /** Each seat is held once, by {@code fans} fans in turn, each with one pass. */
    Requests holds(String saleId, String performanceId, int seats, int fans) {
        List<List<String>> headers = IntStream.range(0, fans)
                .mapToObj(fan -> List.of(authorization(fan), "Pass: " + pass(saleId, fan)))
                .toList();
        return requests(
                seats,
                seat -> Requests.message(
                        "POST",
                        "/api/v1/performances/" + performanceId + "/holds",
                        headers.get(seat % fans),
                        "{\"seatIds\":[\"" + SalePublisher.seatId(seat) + "\"]}"));
    }

    String token(int fan) {
        return tokens.sign(new Principal(fanId(fan), Role.FAN, expiresAt));
    }

    String manager() {
        return tokens.sign(new Principal("bench", Role.MANAGER, Instant.now().plus(MANAGER_VALID)));
    }

    private String authorization(int fan) {
        return "Authorization: Bearer " + token(fan);
    }

    /** The same pass each time, since a fan has one: a newly signed one would have another text and would be verified again. */
    private String pass(String saleId, int fan) {
        return signed.computeIfAbsent(
                saleId + " " + fan,
                key -> passes.sign(
                        new Pass("pass-" + fan, new SaleId(saleId), new FanId(fanId(fan)), Instant.EPOCH, expiresAt)));
    }

    static String placesPath(String saleId) {
        return "/api/v1/sales/" + saleId + "/places";
    }

    static String fanId(int fan) {
        return "fan-" + fan;
    }

    private static Requests requests(int count, IntFunction<byte[]> one) {
        return new Requests(IntStream.range(0, count).parallel().mapToObj(one).toList());
    }
}
