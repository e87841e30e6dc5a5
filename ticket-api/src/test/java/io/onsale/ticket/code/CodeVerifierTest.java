package io.onsale.ticket.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Mode;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.CodeKeys;
import io.onsale.ticket.code.CodeCheck.Expired;
import io.onsale.ticket.code.CodeCheck.Forged;
import io.onsale.ticket.code.CodeCheck.Genuine;
import io.onsale.ticket.ticket.TicketId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:07Z"); // in the middle of a slot
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final PerformanceId PERFORMANCE = PerformanceId.next();
    private static final Instant VALID_UNTIL = NOW.plus(Duration.ofDays(7));

    private final TicketId ticket = TicketId.next();
    private final FanDevice phone = new FanDevice();
    private final OctetKeyPair key = CodeKeys.signing("key-1");
    private final StatementSigner signer = new StatementSigner(List.of(key), CLOCK);
    private final CodeVerifier verifier = new CodeVerifier(signer);

    private byte[] statement(@Nullable DeviceKey device) {
        return signer.sign(ticket, PERFORMANCE, 3, VALID_UNTIL, device).bytes();
    }

    @Test
    void a_code_of_this_moment_is_genuine_and_says_what_was_signed() {
        CodeCheck check = verifier.check(phone.code(statement(phone.key()), NOW), NOW);

        assertThat(check).isInstanceOfSatisfying(Genuine.class, genuine -> {
            assertThat(genuine.statement().ticket()).isEqualTo(ticket);
            assertThat(genuine.statement().isOf(PERFORMANCE)).isTrue();
            assertThat(genuine.statement().isOf(PerformanceId.next())).isFalse();
            assertThat(genuine.statement().generation()).isEqualTo(3);
            assertThat(genuine.statement().validUntil()).isEqualTo(VALID_UNTIL);
        });
    }

    @ParameterizedTest
    @CsvSource({"-2,false", "-1,true", "0,true", "1,true", "2,false"})
    void one_slot_of_difference_is_accepted_and_two_are_not(int slots, boolean isAccepted) {
        String code = phone.code(statement(phone.key()), NOW.plus(CodeVerifier.SLOT.multipliedBy(slots)));

        assertThat(verifier.check(code, NOW)).isInstanceOf(isAccepted ? Genuine.class : Expired.class);
    }

    @ParameterizedTest
    @CsvSource({"-22000,true", "-23000,false", "22999,true", "23000,false"})
    void clocks_may_differ_by_a_slot_and_what_is_left_of_this_one(long skewMs, boolean isAccepted) {
        String code = phone.code(statement(phone.key()), NOW.plusMillis(skewMs));

        assertThat(verifier.check(code, NOW)).isInstanceOf(isAccepted ? Genuine.class : Expired.class);
    }

    @Test
    void no_bit_of_a_device_code_can_be_changed() {
        byte[] code = phone.bytes(statement(phone.key()), CodeVerifier.slot(NOW));

        assertNoBitCanChange(code);
    }

    @Test
    void no_bit_of_a_paper_code_can_be_changed() {
        assertThat(verifier.check(CodeVerifier.paperCode(statement(null)), NOW)).isInstanceOf(Genuine.class);
        assertNoBitCanChange(statement(null));
    }

    private void assertNoBitCanChange(byte[] code) {
        for (int bit = 0; bit < code.length * 8; bit++) {
            byte[] changed = code.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifier.check(CodeVerifier.PREFIX + QrAlphanumeric.encode(changed), NOW))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isInstanceOf(Forged.class);
        }
    }

    @Test
    void pieces_of_codes_and_noise_are_forged() {
        String code = phone.code(statement(phone.key()), NOW);
        Random random = new Random(11);

        for (int length = 0; length < code.length(); length++) {
            assertThat(verifier.check(code.substring(0, length), NOW)).isInstanceOf(Forged.class);
        }
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(260)];
            random.nextBytes(noise);
            assertThat(verifier.check(CodeVerifier.PREFIX + QrAlphanumeric.encode(noise), NOW))
                    .isInstanceOf(Forged.class);
        }
        assertThat(verifier.check(code + "0", NOW)).isInstanceOf(Forged.class);
        assertThat(verifier.check("onsale1:" + code.substring(8), NOW)).isInstanceOf(Forged.class);
        assertThat(verifier.check(" ".repeat(1_000_000), NOW)).isInstanceOf(Forged.class);
    }

    @Test
    void a_code_of_another_device_or_without_one_is_forged() {
        String stolen = new FanDevice().code(statement(phone.key()), NOW);
        String withoutDevice = CodeVerifier.paperCode(statement(phone.key()));
        String deviceOnPaper = phone.code(statement(null), NOW);

        assertThat(verifier.check(stolen, NOW)).isInstanceOf(Forged.class);
        assertThat(verifier.check(withoutDevice, NOW)).isInstanceOf(Forged.class);
        assertThat(verifier.check(deviceOnPaper, NOW)).isInstanceOf(Forged.class);
    }

    @Test
    void a_statement_ends() {
        String last = phone.code(statement(phone.key()), VALID_UNTIL.minusSeconds(1));
        String late = phone.code(statement(phone.key()), VALID_UNTIL);
        String paper = CodeVerifier.paperCode(statement(null));

        assertThat(verifier.check(last, VALID_UNTIL.minusSeconds(1))).isInstanceOf(Genuine.class);
        assertThat(verifier.check(late, VALID_UNTIL)).isInstanceOf(Expired.class);
        assertThat(verifier.check(paper, VALID_UNTIL)).isInstanceOf(Expired.class);
    }

    @Test
    void tickets_of_an_old_key_are_genuine_until_it_expires() {
        OctetKeyPair next = CodeKeys.signing("key-2");
        OctetKeyPair ending = new OctetKeyPair.Builder(key)
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build();
        String code = phone.code(statement(phone.key()), NOW);

        StatementSigner rotated = new StatementSigner(List.of(next, ending), CLOCK);
        StatementSigner over =
                new StatementSigner(List.of(next, ending), Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));

        assertThat(new CodeVerifier(rotated).check(code, NOW)).isInstanceOf(Genuine.class);
        assertThat(rotated.sign(ticket, PERFORMANCE, 4, VALID_UNTIL, null).keyId())
                .isEqualTo("key-2");
        assertThat(rotated.publicKeys().keys())
                .extracting(PublishedKeys.PublishedKey::kid)
                .containsExactly("key-2", "key-1");
        assertThat(new CodeVerifier(over).check(code, NOW)).isInstanceOf(Forged.class);
        assertThat(over.publicKeys().keys())
                .extracting(PublishedKeys.PublishedKey::kid)
                .containsExactly("key-2");
    }

    @Test
    void a_key_that_has_not_begun_is_published_and_does_not_sign() {
        OctetKeyPair later = new OctetKeyPair.Builder(CodeKeys.signing("later"))
                .notBeforeTime(Date.from(NOW.plusSeconds(60)))
                .build();
        StatementSigner both = new StatementSigner(List.of(later, key), CLOCK);

        assertThat(both.sign(ticket, PERFORMANCE, 1, VALID_UNTIL, null).keyId()).isEqualTo("key-1");
        assertThat(both.publicKeys().keys()).hasSize(2);
    }

    @Test
    void keys_without_a_unique_id_or_a_private_part_are_refused() {
        assertThatThrownBy(() -> new StatementSigner(List.of(key, key), CLOCK)).hasMessageContaining("unique");
        assertThatThrownBy(() -> new StatementSigner(List.of(key.toPublicJWK()), CLOCK))
                .hasMessageContaining("currently valid");
    }

    @Test
    void codes_fit_small_qr_codes() throws Exception {
        String device = phone.code(statement(phone.key()), NOW);
        String paper = CodeVerifier.paperCode(statement(null));

        assertThat(device).hasSize(311);
        assertThat(paper).hasSize(160);
        assertThat(version(device, ErrorCorrectionLevel.L)).isEqualTo(9);
        assertThat(version(device, ErrorCorrectionLevel.M)).isEqualTo(10);
        assertThat(version(paper, ErrorCorrectionLevel.M)).isEqualTo(7);
        assertThat(version(paper, ErrorCorrectionLevel.Q)).isEqualTo(9);
    }

    private static int version(String code, ErrorCorrectionLevel level) throws Exception {
        QRCode qr = Encoder.encode(code, level);
        assertThat(qr.getMode()).isEqualTo(Mode.ALPHANUMERIC);
        return qr.getVersion().getVersionNumber();
    }
}
