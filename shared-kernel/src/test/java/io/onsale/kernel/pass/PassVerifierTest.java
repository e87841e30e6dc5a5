package io.onsale.kernel.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.jws.CompactJws;
import io.onsale.kernel.pass.PassCheck.Accepted;
import io.onsale.kernel.pass.PassCheck.Refused;
import io.onsale.kernel.pass.PassCheck.UnknownKey;
import io.onsale.kernel.testing.ForgedPasses;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

        assertThat(verifier.check(signer.sign(pass), keys)).isEqualTo(new Accepted(pass, "pass-1"));
    }

    @Test
    void a_pass_expires_to_the_second() {
        assertThat(verifier.check(signer.sign(pass(NOW)), keys)).isInstanceOf(Refused.class);
        assertThat(verifier.check(signer.sign(pass(NOW.plusSeconds(1))), keys)).isInstanceOf(Accepted.class);
    }

    @Test
    void after_a_rotation_both_keys_are_valid_and_an_unknown_one_is_reported() {
        ECKey next = key("pass-2");
        String byNext = new PassSigner(next).sign(pass(NOW.plusSeconds(600)));

        assertThat(verifier.check(byNext, keys)).isEqualTo(new UnknownKey("pass-2"));
        JWKSet both = new JWKSet(java.util.List.of(KEY.toPublicJWK(), next.toPublicJWK()));
        assertThat(verifier.check(byNext, both)).isInstanceOf(Accepted.class);
    }

    @Test
    void the_first_valid_key_signs_and_the_others_are_published() {
        ECKey old = key("old");
        ECKey next = timed("next", NOW.plusSeconds(60), null);
        Watch watch = new Watch(NOW);
        PassSigner ring = new PassSigner(List.of(next, old), watch);

        assertThat(signedWith(ring)).isEqualTo("old");
        assertThat(published(ring)).containsExactly("next", "old");
        watch.now = NOW.plusSeconds(60);
        assertThat(signedWith(ring)).isEqualTo("next");
        assertThat(published(ring)).containsExactly("next", "old");
    }

    @Test
    void an_expired_key_is_neither_used_nor_published_nor_trusted() {
        ECKey old = timed("old", null, NOW.plusSeconds(60));
        Watch watch = new Watch(NOW);
        PassSigner ring = new PassSigner(List.of(old, key("next")), watch);
        String pass = ring.sign(pass(NOW.plusSeconds(600)));
        JWKSet before = new JWKSet(old.toPublicJWK());
        assertThat(new PassVerifier(watch).check(pass, before)).isInstanceOf(Accepted.class);

        watch.now = NOW.plusSeconds(60);

        assertThat(signedWith(ring)).isEqualTo("next");
        assertThat(published(ring)).containsExactly("next");
        assertThat(new PassVerifier(watch).check(pass, before)).isInstanceOf(Refused.class);
    }

    @Test
    void a_retired_key_needs_no_private_part() {
        PassSigner ring = new PassSigner(List.of(key("old").toPublicJWK(), key("next")), Clock.systemUTC());

        assertThat(signedWith(ring)).isEqualTo("next");
        assertThat(published(ring)).containsExactly("old", "next");
    }

    @Test
    void nothing_private_is_published() {
        assertThat(signer.publicKeys().toString())
                .contains("pass-1")
                .doesNotContain(KEY.getD().toString());
    }

    @Test
    void a_key_set_that_cannot_sign_is_refused() throws JOSEException {
        ECKey elsewhere = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
        assertThatThrownBy(() -> ring(KEY.toPublicJWK())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring(KEY, key("pass-1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring(elsewhere)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring(timed("later", Instant.now().plusSeconds(600), null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ring()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_pass_that_the_forged_ones_are_made_from_is_valid() {
        Pass pass = pass(NOW.plusSeconds(600));

        assertThat(verifier.check(ForgedPasses.genuine(KEY, pass), keys)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forged")
    void a_forged_pass_is_refused(String name, String text) {
        Pass pass = pass(NOW.plusSeconds(600));

        assertThat(verifier.check(text, keys))
                .isNotEqualTo(new Accepted(pass, "pass-1"))
                .satisfies(check -> assertThat(fits(check, pass)).isFalse());
    }

    static Stream<Arguments> forged() {
        return ForgedPasses.of(KEY, pass(NOW.plusSeconds(600))).entrySet().stream()
                .map(vector -> Arguments.of(vector.getKey(), vector.getValue()));
    }

    @Test
    void no_flipped_bit_is_accepted() {
        String pass = signer.sign(pass(NOW.plusSeconds(600)));
        for (int at = 0; at < pass.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                String flipped = pass.substring(0, at) + (char) (pass.charAt(at) ^ (1 << bit)) + pass.substring(at + 1);

                assertThat(verifier.check(flipped, keys))
                        .as("bit %d of character %d", bit, at)
                        .isNotInstanceOf(Accepted.class);
            }
        }
    }

    private static boolean fits(PassCheck check, Pass pass) {
        return check instanceof Accepted ok
                && ok.pass().sale().equals(pass.sale())
                && ok.pass().fan().equals(pass.fan());
    }

    private static PassSigner ring(ECKey... keys) {
        return new PassSigner(List.of(keys), Clock.systemUTC());
    }

    private static String signedWith(PassSigner ring) {
        return CompactJws.read(ring.sign(pass(NOW.plusSeconds(600))), "pass+jwt")
                .orElseThrow()
                .keyId();
    }

    private static List<String> published(PassSigner ring) {
        try {
            return JWKSet.parse(ring.publicKeys()).getKeys().stream()
                    .map(JWK::getKeyID)
                    .toList();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey timed(String keyId, @Nullable Instant from, @Nullable Instant until) {
        return new ECKey.Builder(key(keyId))
                .notBeforeTime(from == null ? null : Date.from(from))
                .expirationTime(until == null ? null : Date.from(until))
                .build();
    }

    private static final class Watch extends Clock {
        private Instant now;

        Watch(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
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
