package io.onsale.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.attack.HostileSockets.Manner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HostileSocketsTest {
    private static final List<InetAddress> HERE = List.of(InetAddress.getLoopbackAddress());

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_slow_reader_asks_for_the_plan() throws IOException {
        try (HostileSockets sockets = attack(Manner.READS_NOTHING, 1);
                Socket accepted = server.accept()) {
            assertThat(lines(accepted).readLine()).isEqualTo("GET /plan HTTP/1.1");
            assertThat(sockets.open()).isEqualTo(1);
        }
    }

    @Test
    void half_sent_headers_never_end() throws IOException {
        try (HostileSockets sockets = attack(Manner.NEVER_ENDS_ITS_HEADERS, 1);
                Socket accepted = server.accept()) {
            BufferedReader lines = lines(accepted);
            assertThat(lines.readLine()).isEqualTo("GET /plan HTTP/1.1");
            assertThat(lines.readLine()).startsWith("Host: ");
            char[] begun = new char["X-Never: ".length()];
            assertThat(lines.read(begun)).isEqualTo(begun.length);
            sockets.close();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void whoever_is_refused_is_counted_and_comes_again() throws IOException {
        try (HostileSockets sockets = attack(Manner.STAYS, 1)) {
            for (int i = 0; i < 3; i++) {
                try (Socket accepted = server.accept()) {
                    lines(accepted).readLine();
                    accepted.getOutputStream()
                            .write("HTTP/1.1 429 Too Many Requests\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(sockets.cut()).isGreaterThanOrEqualTo(2);
            assertThat(sockets.progress()).contains("429");
        }
    }

    @Test
    void there_are_as_many_as_were_asked_for() throws IOException {
        try (HostileSockets sockets = attack(Manner.READS_NOTHING, 5)) {
            for (int i = 0; i < 5; i++) {
                lines(server.accept()).readLine();
            }
            assertThat(sockets.open()).isEqualTo(5);
        }
    }

    private HostileSockets attack(Manner manner, int count) throws IOException {
        return new HostileSockets(
                manner, URI.create("http://127.0.0.1:" + server.getLocalPort()), "/plan", count, HERE);
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }
}
