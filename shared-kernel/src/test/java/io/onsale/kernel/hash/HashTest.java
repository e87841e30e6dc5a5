package io.onsale.kernel.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Checks against the published test vectors. */
class HashTest {
    @Test
    void sha_256_of_fips_180() {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(Sha256.hex("abc")).isEqualTo(abc);
        assertThat(Sha256.hex("abc".getBytes(US_ASCII))).isEqualTo(abc);
        assertThat(Sha256.of("abc")).isEqualTo(HexFormat.of().parseHex(abc));
    }

    @Test
    void text_is_hashed_as_utf_8() {
        assertThat(Sha256.of("가")).isEqualTo(Sha256.of(new byte[] {(byte) 0xEA, (byte) 0xB0, (byte) 0x80}));
    }

    @Test
    void hmac_sha_256_of_rfc_4231_for_one_message_after_the_other() {
        HmacSha256 hmac = new HmacSha256("Jefe".getBytes(US_ASCII));

        for (int i = 0; i < 2; i++) {
            assertThat(HexFormat.of().formatHex(hmac.of("what do ya want for nothing?")))
                    .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        }
    }
}
