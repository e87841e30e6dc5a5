package io.onsale.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseScannerTest {
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK|Content-Length: 5||hello', 200",
        "'HTTP/1.1 201 Created|content-type: a|CONTENT-LENGTH:2||{}', 201",
        "'HTTP/1.1 204 No Content|date: x||', 204",
        "'HTTP/1.1 200 OK|transfer-encoding: chunked||5|hello|0||', 200",
        "'HTTP/1.1 503 Service Unavailable|retry-after: 1|content-length: 0||', 503"
    })
    void an_answer_is_whole_with_its_last_byte_and_not_before(String text, int status) {
        byte[] bytes = text.replace("|", "\r\n").getBytes(US_ASCII);

        assertThat(IntStream.range(0, bytes.length).filter(size -> new ResponseScanner().isWhole(bytes, size)))
                .isEmpty();
        ResponseScanner answer = new ResponseScanner();
        assertThat(answer.isWhole(bytes, bytes.length)).isTrue();
        assertThat(answer.status()).isEqualTo(status);
    }
}
