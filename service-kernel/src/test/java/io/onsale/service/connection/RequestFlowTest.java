package io.onsale.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limits of a connection: 20 s for headers, 30 s for the rest of a request, 75 s for the next one. */
final class RequestFlowTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private TestChannel wire;

    @BeforeEach
    void open() throws Exception {
        wire = TestChannel.open(ConnectionLimits.standard(), new AnswerMemory(1_000_000));
        wire.read(Long.MAX_VALUE / 2);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void a_connection_that_sends_nothing_is_closed() {
        assertThat(secondsLived("")).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n"})
    void half_a_head_times_out_even_if_bytes_trickle_in(String begin) {
        pass(7);
        wire.send(begin);

        assertThat(secondsLived("x")).isEqualTo(20);
    }

    @Test
    void half_a_head_after_an_answer_times_out() {
        ask();
        pass(70);
        wire.send("GET / HTTP/1.1\r\nHost: ");

        assertThat(secondsLived("x")).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nX: y"})
    void half_a_head_right_behind_a_request_times_out(String half) {
        wire.send(REQUEST + half);
        wire.answer(Unpooled.EMPTY_BUFFER);

        assertThat(secondsLived("")).isEqualTo(20);
    }

    @Test
    void half_a_body_times_out_even_if_bytes_trickle_in() {
        wire.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nab");

        assertThat(secondsLived("x")).isEqualTo(30);
    }

    @Test
    void half_a_chunked_body_times_out() {
        wire.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");

        assertThat(secondsLived("")).isEqualTo(30);
    }

    @Test
    void an_idle_connection_is_closed() {
        ask();

        assertThat(secondsLived("")).isEqualTo(75);
    }

    @Test
    void a_client_that_waits_for_its_answer_is_never_disconnected() {
        wire.send(REQUEST);

        pass(600);

        assertThat(wire.isActive()).isTrue();
    }

    @Test
    void a_request_that_arrived_during_a_slow_answer_is_not_late() {
        wire.send(REQUEST + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
        pass(600);
        wire.answer(Unpooled.EMPTY_BUFFER);
        assertThat(wire.requests()).hasSize(2);
        pass(20);

        wire.send("bc");
        pass(600);

        assertThat(wire.isActive()).isTrue();
    }

    private void ask() {
        wire.send(REQUEST);
        wire.answer(Unpooled.EMPTY_BUFFER);
    }

    /** How many seconds pass until the connection is closed while {@code text} arrives every other second. */
    private int secondsLived(String text) {
        for (int second = 1; second <= 200; second++) {
            wire.pass(Duration.ofSeconds(1));
            if (!wire.isActive()) {
                return second;
            }
            if (second % 2 == 0 && !text.isEmpty()) {
                wire.send(text);
            }
        }
        return 200;
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            wire.pass(Duration.ofSeconds(1));
        }
    }
}
