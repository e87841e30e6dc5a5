package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamReaderTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private static final class Notes implements EventStreamReader.StreamListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void opened(int status) {
            lines.add("opened " + status);
        }

        @Override
        public boolean wants(String name) {
            return !name.equals("place");
        }

        @Override
        public void event(String name, String data) {
            lines.add(name + " " + data);
        }

        @Override
        public void comment() {
            lines.add("comment");
        }
    }

    @Test
    void events_are_read_however_the_bytes_are_cut() {
        byte[] answer = (HEAD
                        + chunk("id:1\nevent:place\nretry:1500\ndata:{\"number\":7}\n\n")
                        + chunk("event: sale\ndata: {\"message\":\"Größe\"}\n\n:still here\n\n")
                        + chunk("event:ready\n")
                        + chunk("data:{}\r\n\r\nevent:closed\ndata:x\n\n")
                        + "0\r\n\r\n")
                .getBytes(UTF_8);

        for (int cut = 0; cut <= answer.length; cut++) {
            Notes notes = new Notes();
            EventStreamReader parser = new EventStreamReader(notes);
            parser.read(answer, 0, cut);
            parser.read(answer, cut, answer.length);

            assertThat(notes.lines)
                    .as("cut at %d", cut)
                    .containsExactly(
                            "opened 200", "place ", "sale {\"message\":\"Größe\"}", "comment", "ready {}", "closed x");
            assertThat(parser.isOver()).isTrue();
        }
    }

    @Test
    void long_events_in_chunks_of_their_own_are_whole() {
        String text = "x".repeat(5000);
        Notes notes = new Notes();
        EventStreamReader parser = new EventStreamReader(notes);
        byte[] answer = (HEAD
                        + chunk("event:sale\ndata:" + text.substring(0, 300))
                        + chunk(text.substring(300) + "\n\n"))
                .getBytes(UTF_8);

        parser.read(answer, 0, answer.length);

        assertThat(notes.lines).containsExactly("opened 200", "sale " + text);
        assertThat(parser.isOver()).isFalse();
    }

    @Test
    void a_refusal_is_over_at_once() {
        Notes notes = new Notes();
        EventStreamReader parser = new EventStreamReader(notes);
        byte[] answer = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\n{}".getBytes(UTF_8);

        parser.read(answer, 0, answer.length);

        assertThat(notes.lines).containsExactly("opened 503");
        assertThat(parser.isOver()).isTrue();
    }

    @Test
    void an_endless_line_is_a_fault() {
        byte[] answer = (HEAD + chunk("data:" + "x".repeat(20_000))).getBytes(UTF_8);
        EventStreamReader parser = new EventStreamReader(new Notes());

        assertThatThrownBy(() -> parser.read(answer, 0, answer.length)).isInstanceOf(IllegalStateException.class);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
    }
}
