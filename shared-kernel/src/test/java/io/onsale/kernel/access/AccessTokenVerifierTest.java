package io.onsale.kernel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AccessTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final byte[] SECRET = "a secret of at least thirty-two bytes!".getBytes(StandardCharsets.UTF_8);
    private static final RSAKey STAFF_KEY = rsaKey("staff-1");
    private static final JWKSet STAFF_KEYS = new JWKSet(STAFF_KEY.toPublicJWK());

    private final FanTokens fans = new FanTokens(SECRET);
    private final AccessTokenSigner signer = new AccessTokenSigner(fans, STAFF_KEY, CLOCK);
    private final AccessTokenVerifier verifier = new AccessTokenVerifier(fans, CLOCK);

    @Test
    void a_fan_is_accepted() {
        Principal fan = principal(Role.FAN);

        assertThat(verifier.check(signer.sign(fan), STAFF_KEYS)).isEqualTo(new Accepted(fan, "fan"));
    }

    @Test
    void a_fans_token_of_another_library_is_accepted_in_the_same_form() {
        String token =
                token(header(JWSAlgorithm.HS256, "fan"), claims("someone", "FAN", NOW.plusSeconds(60)), mac(SECRET));

        assertThat(verifier.check(token, STAFF_KEYS)).isEqualTo(new Accepted(principal(Role.FAN), "fan"));
    }

    @TestFactory
    Stream<DynamicTest> claims_in_another_form_are_refused() {
        return Stream.of(
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d,\"more\":1}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d,\"sub\":\"another\"}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d,\"exp\":99999999999}",
                        "{\"iss\":\"onsale\",\"sub\":\"some\\u006fne\",\"role\":\"FAN\",\"exp\":%d}",
                        "{\"iss\":\"onsale\",\"sub\":\"s\u00f3meone\",\"role\":\"FAN\",\"exp\":%d}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d.5}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d000}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":-%d}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":999999999999}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":7258118400}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d,}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d} ",
                        "{\"iss\":\"onsale\", \"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d}",
                        "{\"iss\":\"onsale\",\"sub\":\"someone\",\"role\":\"FAN\",\"exp\":%d",
                        "{\"iss\":\"onsale\",\"sub\":\"someone",
                        "[]",
                        "")
                .map(json -> DynamicTest.dynamicTest(
                        "claims " + json,
                        () -> assertThat(verifier.check(fanToken(json), STAFF_KEYS))
                                .isInstanceOf(Refused.class)));
    }

    @Test
    void an_unmodified_fans_token_is_accepted_in_the_form_of_the_vectors() {
        String json = "{\"exp\":%d,\"role\":\"FAN\",\"sub\":\"someone\",\"iss\":\"onsale\"}";

        assertThat(verifier.check(fanToken(json), STAFF_KEYS)).isEqualTo(new Accepted(principal(Role.FAN), "fan"));
    }

    @Test
    void another_encoding_of_a_fans_header_or_mac_is_refused() {
        String token = signer.sign(principal(Role.FAN));
        String body = token.substring(token.indexOf('.'));
        char last = token.charAt(token.length() - 1);
        String otherMac = token.substring(0, token.length() - 1) + (char) (last + 1); // differs in unused bits only
        String otherHeader = Base64URL.encode("{\"alg\":\"HS256\",\"kid\":\"fan\",\"typ\":\"at+jwt\"}") + body;

        assertThat(mac(otherMac)).isEqualTo(mac(token));
        assertThat(verifier.check(otherMac, STAFF_KEYS)).isInstanceOf(Refused.class);
        assertThat(verifier.check(otherHeader, STAFF_KEYS)).isInstanceOf(Refused.class);
    }

    @TestFactory
    Stream<DynamicTest> staff_is_accepted() {
        return Stream.of(Role.SELLER, Role.GATE, Role.MANAGER, Role.SERVICE)
                .map(role -> DynamicTest.dynamicTest(
                        role.name(),
                        () -> assertThat(verifier.check(signer.sign(principal(role)), STAFF_KEYS))
                                .isEqualTo(new Accepted(principal(role), "staff-1"))));
    }

    @Test
    void an_unknown_staff_key_is_reported() {
        String token = new AccessTokenSigner(fans, rsaKey("staff-2"), CLOCK).sign(principal(Role.MANAGER));

        assertThat(verifier.check(token, STAFF_KEYS)).isEqualTo(new UnknownKey("staff-2"));
    }

    @TestFactory
    Stream<DynamicTest> staffs_tokens_that_last_too_long_are_refused() {
        Duration most = AccessTokenVerifier.STAFF_LIFE_MAX;
        return Stream.of(
                        staff(NOW.plusSeconds(60), null, NOW.plus(most).plusSeconds(61)), // from now
                        staff(NOW.minusSeconds(60), null, NOW.plus(most).minusSeconds(59)), // from its beginning
                        staff(NOW.minus(most), null, NOW.plusSeconds(1)),
                        staff(null, null, NOW.plus(most).plusSeconds(1)),
                        staff(null, null, Instant.parse("2036-01-01T00:00:00Z")),
                        staff(null, "now", NOW.plusSeconds(60)),
                        staff(NOW.plusSeconds(61), null, NOW.plusSeconds(120))) // begins in the future
                .map(claims -> DynamicTest.dynamicTest(
                        claims.toString(),
                        () -> assertThat(verifier.check(staffToken(claims), STAFF_KEYS))
                                .isInstanceOf(Refused.class)));
    }

    @TestFactory
    Stream<DynamicTest> staffs_tokens_of_two_hours_are_accepted() {
        Duration most = AccessTokenVerifier.STAFF_LIFE_MAX;
        return Stream.of(
                        staff(NOW, null, NOW.plus(most)),
                        staff(NOW.minus(most).plusSeconds(1), null, NOW.plusSeconds(1)),
                        staff(NOW.plusSeconds(30), null, NOW.plusSeconds(60)), // the issuer's clock runs ahead
                        staff(null, null, NOW.plus(most))) // from an older build
                .map(claims -> DynamicTest.dynamicTest(
                        claims.toString(),
                        () -> assertThat(verifier.check(staffToken(claims), STAFF_KEYS))
                                .isInstanceOf(Accepted.class)));
    }

    @Test
    void a_staff_token_that_verifiers_would_refuse_is_not_signed() {
        Principal boss = new Principal(
                "boss", Role.MANAGER, NOW.plus(Duration.ofHours(2)).plusSeconds(1));

        assertThatThrownBy(() -> signer.sign(boss)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> staff(@Nullable Instant issuedAt, @Nullable Object wrongly, Instant expiresAt) {
        Map<String, Object> claims = new HashMap<>(claims("boss", "MANAGER", expiresAt));
        if (issuedAt != null) {
            claims.put("iat", issuedAt.getEpochSecond());
        } else if (wrongly != null) {
            claims.put("iat", wrongly);
        }
        return claims;
    }

    private static String staffToken(Map<String, Object> claims) {
        return token(header(JWSAlgorithm.RS256, "staff-1"), claims, rsa(STAFF_KEY));
    }

    @TestFactory
    Stream<DynamicTest> forged_tokens_are_refused() {
        return forged().entrySet().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.getKey(),
                        () -> assertThat(verifier.check(vector.getValue(), STAFF_KEYS))
                                .isInstanceOf(Refused.class)));
    }

    @Test
    void no_flipped_bit_is_accepted() {
        String token = signer.sign(principal(Role.FAN));
        SplittableRandom random = new SplittableRandom(7);

        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(token.length());
            char other = (char) (token.charAt(at) ^ (1 << random.nextInt(7)));
            String flipped = token.substring(0, at) + other + token.substring(at + 1);

            assertThat(verifier.check(flipped, STAFF_KEYS))
                    .as("flipped at %d", at)
                    .isNotInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatThrownBy(() -> new FanTokens(new byte[FanTokens.SECRET_BYTES_MIN - 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Map<String, String> forged() {
        Map<String, String> forged = new HashMap<>();
        Map<String, Object> fan = claims("fan-1", "FAN", NOW.plusSeconds(60));
        Map<String, Object> manager = claims("boss", "MANAGER", NOW.plusSeconds(60));
        forged.put("empty", "");
        forged.put("nonsense", "nonsense");
        forged.put("two parts", "a.b");
        forged.put("too long", "a".repeat(10_000));
        forged.put("alg none", unsigned(fan));
        forged.put("manager by the fans' key", token(header(JWSAlgorithm.HS256, "fan"), manager, mac(SECRET)));
        forged.put(
                "service by the fans' key",
                token(header(JWSAlgorithm.HS256, "fan"), claims("x", "SERVICE", NOW.plusSeconds(60)), mac(SECRET)));
        forged.put("fan by a staff key", token(header(JWSAlgorithm.RS256, "staff-1"), fan, rsa(STAFF_KEY)));
        forged.put(
                "HS256 with the public key as secret",
                token(header(JWSAlgorithm.HS256, "staff-1"), manager, mac(publicKeyBytes())));
        forged.put("RS256 under the fans' key id", token(header(JWSAlgorithm.RS256, "fan"), fan, rsa(STAFF_KEY)));
        forged.put(
                "another secret",
                token(
                        header(JWSAlgorithm.HS256, "fan"),
                        fan,
                        mac("another secret of thirty-two bytes!!".getBytes(StandardCharsets.UTF_8))));
        forged.put(
                "another RSA key under our key id",
                token(header(JWSAlgorithm.RS256, "staff-1"), manager, rsa(rsaKey("staff-1"))));
        forged.put("HS384", token(header(JWSAlgorithm.HS384, "fan"), fan, mac(new byte[64])));
        forged.put("RS512", token(header(JWSAlgorithm.RS512, "staff-1"), manager, rsa(STAFF_KEY)));
        forged.put("PS256", token(header(JWSAlgorithm.PS256, "staff-1"), manager, rsa(STAFF_KEY)));
        forged.put(
                "no key id",
                token(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .build(),
                        fan,
                        mac(SECRET)));
        forged.put(
                "no type",
                token(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("fan").build(), fan, mac(SECRET)));
        forged.put(
                "a pass's type",
                token(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID("fan")
                                .type(new JOSEObjectType("pass+jwt"))
                                .build(),
                        fan,
                        mac(SECRET)));
        forged.put(
                "jku",
                token(
                        header(JWSAlgorithm.RS256, "staff-1", b -> b.jwkURL(URI.create("https://evil.example/keys"))),
                        manager,
                        rsa(STAFF_KEY)));
        forged.put(
                "jwk",
                token(
                        header(JWSAlgorithm.RS256, "staff-1", b -> b.jwk(STAFF_KEY.toPublicJWK())),
                        manager,
                        rsa(STAFF_KEY)));
        forged.put(
                "x5u",
                token(
                        header(JWSAlgorithm.RS256, "staff-1", b -> b.x509CertURL(URI.create("https://evil.example/c"))),
                        manager,
                        rsa(STAFF_KEY)));
        forged.put(
                "x5c",
                token(
                        header(
                                JWSAlgorithm.RS256,
                                "staff-1",
                                b -> b.x509CertChain(
                                        List.of(com.nimbusds.jose.util.Base64.encode("not a certificate")))),
                        manager,
                        rsa(STAFF_KEY)));
        forged.put(
                "crit",
                token(
                        header(JWSAlgorithm.HS256, "fan", b -> b.criticalParams(java.util.Set.of("exp"))),
                        fan,
                        mac(SECRET)));
        forged.put("expired", token(header(JWSAlgorithm.HS256, "fan"), claims("fan-1", "FAN", NOW), mac(SECRET)));
        forged.put(
                "expired long ago",
                token(
                        header(JWSAlgorithm.HS256, "fan"),
                        claims("fan-1", "FAN", NOW.minus(Duration.ofDays(9))),
                        mac(SECRET)));
        forged.put(
                "another issuer", token(header(JWSAlgorithm.HS256, "fan"), with(fan, "iss", "elsewhere"), mac(SECRET)));
        forged.put(
                "issuer is a list",
                token(header(JWSAlgorithm.HS256, "fan"), with(fan, "iss", List.of("onsale")), mac(SECRET)));
        forged.put("unknown role", token(header(JWSAlgorithm.HS256, "fan"), with(fan, "role", "fan"), mac(SECRET)));
        forged.put("role is a number", token(header(JWSAlgorithm.HS256, "fan"), with(fan, "role", 1), mac(SECRET)));
        forged.put("exp is text", token(header(JWSAlgorithm.HS256, "fan"), with(fan, "exp", "tomorrow"), mac(SECRET)));
        for (Object never : List.of(7_258_118_400L, 253_402_300_799L, Long.MAX_VALUE, 1e300)) { // from the year 2200 on
            forged.put(
                    "manager until " + never,
                    token(header(JWSAlgorithm.RS256, "staff-1"), with(manager, "exp", never), rsa(STAFF_KEY)));
        }
        for (String claim : new ArrayList<>(fan.keySet())) {
            Map<String, Object> without = new HashMap<>(fan);
            without.remove(claim);
            forged.put("no " + claim, token(header(JWSAlgorithm.HS256, "fan"), without, mac(SECRET)));
        }
        return forged;
    }

    private static Principal principal(Role role) {
        return new Principal("someone", role, NOW.plusSeconds(60));
    }

    private static Map<String, Object> claims(String subject, String role, Instant expiresAt) {
        return Map.of("iss", "onsale", "sub", subject, "role", role, "exp", expiresAt.getEpochSecond());
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> changed = new HashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    /** A token in the form of fans' tokens, with a genuine MAC over any claims; {@code %d} becomes a valid time. */
    private static String fanToken(String json) {
        long inTime = NOW.plusSeconds(60).getEpochSecond();
        return token(
                header(JWSAlgorithm.HS256, "fan"), new Payload(json.replace("%d", Long.toString(inTime))), mac(SECRET));
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String keyId) {
        return header(algorithm, keyId, builder -> {});
    }

    private static JWSHeader header(
            JWSAlgorithm algorithm, String keyId, java.util.function.Consumer<JWSHeader.Builder> more) {
        JWSHeader.Builder builder =
                new JWSHeader.Builder(algorithm).keyID(keyId).type(new JOSEObjectType("at+jwt"));
        more.accept(builder);
        return builder.build();
    }

    private static String token(JWSHeader header, Map<String, Object> claims, JWSSigner signer) {
        return token(header, new Payload(claims), signer);
    }

    private static String token(JWSHeader header, Payload payload, JWSSigner signer) {
        try {
            JWSObject jws = new JWSObject(header, payload);
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String unsigned(Map<String, Object> claims) {
        return Base64URL.encode("{\"alg\":\"none\",\"kid\":\"fan\",\"typ\":\"at+jwt\"}") + "."
                + new Payload(claims).toBase64URL() + ".";
    }

    private static byte[] mac(String token) {
        return new Base64URL(token.substring(token.lastIndexOf('.') + 1)).decode();
    }

    private static JWSSigner mac(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWSSigner rsa(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] publicKeyBytes() {
        try {
            return STAFF_KEY.toRSAPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey rsaKey(String keyId) {
        try {
            return new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
