package io.onsale.service.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AnswerFlowTest {
    private static final String REQUEST = "GET /plan HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final int LARGE = 2 * 1024 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AnswerMemory memory = new AnswerMemory(100L * LARGE);
    private TestChannel wire;

    @BeforeEach
    void open() throws Exception {
        wire = TestChannel.open(ConnectionLimits.standard(), memory);
    }

    @AfterEach
    void no_memory_is_left_counted() {
        wire.close();
        assertThat(memory.used()).isZero();
    }

    @Test
    void a_large_answer_leaves_in_pieces_as_its_reader_takes_them() {
        ask(heap(LARGE));

        assertThat(wire.buffered()).isLessThan(64 * 1024);
        assertThat(wire.sent()).isZero();

        wire.read(100_000);
        assertThat(wire.sent()).isEqualTo(100_000);
        assertThat(wire.buffered()).isLessThan(64 * 1024);

        wire.read(Long.MAX_VALUE / 2);
        assertThat(wire.sent()).isGreaterThan(LARGE).isLessThan(LARGE + 1000);
        assertThat(wire.buffered()).isZero();
    }

    @Test
    void every_byte_of_a_large_answer_is_released() {
        ByteBuf body = heap(LARGE);
        ask(body);
        wire.read(Long.MAX_VALUE / 2);
        assertThat(body.refCnt()).isZero();

        ByteBuf unread = heap(LARGE);
        wire.answer(unread);
        wire.read(-Long.MAX_VALUE / 2);
        wire.close();
        assertThat(unread.refCnt()).isZero();
    }

    @Test
    void an_answer_that_is_not_read_counts_until_it_is() {
        ask(heap(LARGE));
        assertThat(memory.used()).isBetween((long) LARGE, LARGE + 64_000L);

        wire.read(Long.MAX_VALUE / 2);
        assertThat(memory.used()).isZero();
    }

    @Test
    void an_answer_that_all_readers_share_does_not_count() {
        ask(shared(LARGE));
        assertThat(memory.used()).isLessThan(1000);

        wire.read(100_000);
        assertThat(memory.used()).isLessThan(1000);
    }

    @Test
    void a_client_that_reads_nothing_is_disconnected() {
        ask(shared(LARGE));
        wire.read(100_000);

        passSeconds(19);
        assertThat(wire.isActive()).isTrue();
        passSeconds(6);
        assertThat(wire.isActive()).isFalse();
    }

    @Test
    void a_client_that_never_reads_a_small_answer_is_disconnected() {
        ask(heap(100));

        passSeconds(25);
        assertThat(wire.isActive()).isFalse();
    }

    @Test
    void a_client_that_reads_a_byte_now_and_then_is_disconnected() {
        ask(shared(LARGE));
        wire.read(100_000);

        int lived = 0;
        while (wire.isActive() && lived < 600) {
            wire.read(500);
            wire.pass(SECOND);
            lived++;
        }

        assertThat(lived).isBetween(30, 60);
    }

    @Test
    void a_slow_client_that_keeps_reading_gets_everything() {
        ask(shared(LARGE));

        int lived = 0;
        while (wire.isActive() && wire.sent() < LARGE && lived < 3000) {
            wire.read(20_000);
            for (int i = 0; i < 8; i++) {
                wire.pass(SECOND); // 2.5 KB/s in steps, as the kernel reports them
            }
            lived += 8;
        }

        assertThat(wire.isActive()).isTrue();
        assertThat(wire.sent()).isGreaterThan(LARGE);
    }

    @Test
    void a_client_that_has_read_everything_may_wait_as_long_as_the_answer_takes() {
        wire.send(REQUEST);

        passSeconds(600);

        assertThat(wire.isActive()).isTrue();
    }

    @Test
    void stalled_clients_are_disconnected_sooner_when_memory_is_short() {
        memory.add(60L * LARGE);
        ask(shared(LARGE));

        passSeconds(11);

        assertThat(wire.isActive()).isFalse();
        memory.add(-60L * LARGE);
    }

    @Test
    void a_client_that_reads_no_answers_gets_no_further_ones() {
        wire.send(REQUEST.repeat(100));
        assertThat(wire.requests()).hasSize(1);

        wire.answer(shared(LARGE));
        assertThat(wire.requests()).isEmpty();

        wire.read(LARGE + 1000);
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void a_client_that_pipelines_gets_the_answers_one_after_another() {
        wire.read(Long.MAX_VALUE / 2);
        wire.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                + "GET /3 HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(wire.requests()).containsExactly("/1");
        wire.answer(heap(10));
        assertThat(wire.requests()).containsExactly("/2");
        wire.answer(heap(LARGE));
        assertThat(wire.requests()).containsExactly("/3");
        wire.answer(heap(10));
        wire.send(REQUEST);
        assertThat(wire.requests()).containsExactly("/plan");
    }

    private void ask(ByteBuf body) {
        wire.send(REQUEST);
        wire.answer(body);
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            wire.pass(SECOND);
        }
    }

    private static ByteBuf heap(int bytes) {
        return Unpooled.wrappedBuffer(new byte[bytes]);
    }

    private static ByteBuf shared(int bytes) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(bytes).asReadOnlyBuffer());
    }
}
