package io.onsale.kernel.pass;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.jws.CompactJws;
import io.onsale.kernel.pass.PassCheck.Accepted;
import io.onsale.kernel.pass.PassCheck.Refused;
import io.onsale.kernel.pass.PassCheck.UnknownKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant SINCE = Instant.parse("2026-11-21T09:58:00.123Z");
    private static final ECKey KEY = key("pass-1");

    private final PassSigner signer = new PassSigner(KEY);
    private final JWKSet keys = new JWKSet(KEY.toPublicJWK());
    private final PassVerifier verifier = new PassVerifier(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void a_pass_is_accepted_as_it_was_signed() {
        Pass pass = pass(NOW.plusSeconds(600));

        assertThat(verifier.check(signer.sign(pass), keys)).isEqualTo(new Accepted(pass));
    }

    @Test
    void a_pass_ends_on_the_second() {
        assertThat(verifier.check(signer.sign(pass(NOW)), keys)).isInstanceOf(Refused.class);
        assertThat(verifier.check(signer.sign(pass(NOW.plusSeconds(1))), keys)).isInstanceOf(Accepted.class);
    }

    @Test
    void after_a_rotation_both_keys_are_good_and_an_unknown_one_is_asked_for() {
        ECKey next = key("pass-2");
        String byNext = new PassSigner(next).sign(pass(NOW.plusSeconds(600)));

        assertThat(verifier.check(byNext, keys)).isEqualTo(new UnknownKey("pass-2"));
        JWKSet both = new JWKSet(java.util.List.of(KEY.toPublicJWK(), next.toPublicJWK()));
        assertThat(verifier.check(byNext, both)).isInstanceOf(Accepted.class);
    }

    @Test
    void another_key_under_our_key_id_is_refused() {
        String forged = new PassSigner(key("pass-1")).sign(pass(NOW.plusSeconds(600)));

        assertThat(verifier.check(forged, keys)).isInstanceOf(Refused.class);
    }

    @Test
    void a_mac_with_the_public_key_is_refused() throws JOSEException {
        String forged = CompactJws.sign(
                JWSAlgorithm.HS256,
                "pass-1",
                "pass+jwt",
                claims("onsale-queue"),
                new MACSigner(KEY.toECPublicKey().getEncoded()));

        assertThat(verifier.check(forged, keys)).isInstanceOf(Refused.class);
    }

    @Test
    void an_access_token_is_no_pass() throws JOSEException {
        String other =
                CompactJws.sign(JWSAlgorithm.ES256, "pass-1", "at+jwt", claims("onsale-queue"), new ECDSASigner(KEY));

        assertThat(verifier.check(other, keys)).isInstanceOf(Refused.class);
    }

    @Test
    void another_issuer_is_refused() throws JOSEException {
        String other =
                CompactJws.sign(JWSAlgorithm.ES256, "pass-1", "pass+jwt", claims("elsewhere"), new ECDSASigner(KEY));

        assertThat(verifier.check(other, keys)).isInstanceOf(Refused.class);
    }

    private static Map<String, Object> claims(String issuer) {
        return Map.of(
                "iss",
                issuer,
                "aud",
                "sale1",
                "sub",
                "fan1",
                "jti",
                "pass1",
                "since",
                SINCE.toEpochMilli(),
                "exp",
                NOW.plusSeconds(600).getEpochSecond());
    }

    private static Pass pass(Instant expiresAt) {
        return new Pass("pass1", new SaleId("sale1"), new FanId("fan1"), SINCE, expiresAt);
    }

    private static ECKey key(String keyId) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
