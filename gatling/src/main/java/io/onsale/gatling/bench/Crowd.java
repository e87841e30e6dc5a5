package io.onsale.gatling.bench;

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
import java.util.stream.IntStream;

/** The fans' requests, with real access tokens and real passes. */
final class Crowd {
    private static final Duration VALID = Duration.ofHours(6);

    private final AccessTokenSigner tokens;
    private final PassSigner passes;
    private final Map<String, String> signed = new HashMap<>();
    private final Instant expiresAt = Instant.now().plus(VALID);

    Crowd(byte[] fanSecret, ECKey passKey) {
        try {
            RSAKey unused = new RSAKeyGenerator(2048).keyID("nobody").generate();
            tokens = new AccessTokenSigner(new FanTokens(fanSecret), unused);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        passes = new PassSigner(passKey);
    }

    /** Each of {@code fans} fans joins once. */
    Requests joins(String saleId, int fans) {
        return requests(
                fans,
                fan -> Requests.message(
                        "POST", "/api/v1/sales/" + saleId + "/places", List.of(authorization(fan)), null));
    }

    /** Each of {@code fans} fans asks for its place. */
    Requests places(String saleId, int fans) {
        return requests(
                fans,
                fan -> Requests.message(
                        "GET", "/api/v1/sales/" + saleId + "/places/me", List.of(authorization(fan)), null));
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
                        "{\"seatIds\":[\"" + Catalogue.seatId(seat) + "\"]}"));
    }

    String token(int fan) {
        return tokens.sign(new Principal(fanId(fan), Role.FAN, expiresAt));
    }

    private String authorization(int fan) {
        return "Authorization: Bearer " + token(fan);
    }

    /** The same pass each time, as a fan has one: signing it anew would give another text, to be verified anew. */
    private String pass(String saleId, int fan) {
        return signed.computeIfAbsent(
                saleId + " " + fan,
                key -> passes.sign(
                        new Pass("pass-" + fan, new SaleId(saleId), new FanId(fanId(fan)), Instant.EPOCH, expiresAt)));
    }

    private static String fanId(int fan) {
        return "fan-" + fan;
    }

    private static Requests requests(int count, java.util.function.IntFunction<byte[]> one) {
        return new Requests(IntStream.range(0, count).mapToObj(one).toList());
    }
}
