package io.onsale.ticket.code;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QrAlphanumericTest {
    @ParameterizedTest
    @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"}) // RFC 9285, 4.3 and 4.4
    void the_examples_of_the_standard_hold(String plain, String encoded) {
        assertThat(QrAlphanumeric.encode(plain.getBytes(US_ASCII))).isEqualTo(encoded);
        assertThat(QrAlphanumeric.decode(encoded).orElseThrow()).isEqualTo(plain.getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "GGW", ":::", "ab8", "BB8A", "::", "B\u00e98"})
    void what_encodes_no_bytes_is_refused(String text) {
        assertThat(QrAlphanumeric.decode(text)).isEmpty();
    }

    @Test
    void every_text_that_decodes_is_the_encoding_of_its_bytes() {
        Random random = new Random(45);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(250)];
            random.nextBytes(bytes);
            assertThat(QrAlphanumeric.decode(QrAlphanumeric.encode(bytes)).orElseThrow())
                    .isEqualTo(bytes);
        }
    }
}
