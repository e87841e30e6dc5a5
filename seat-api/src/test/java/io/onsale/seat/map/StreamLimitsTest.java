package io.onsale.seat.map;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SeatService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A node that serves three streams without a token to one address. */
class StreamLimitsTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private static ConfigurableApplicationContext node;

    private final Performance performance = service.publish(aSale().withRow("A", 8));
    private final List<Socket> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        node = service.anotherNode("--onsale.seat.streams.anonymous-per-address=3");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void anonymous_streams_of_one_address_have_a_limit_and_fans_behind_it_do_not_feel_it() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(open("")).startsWith("HTTP/1.1 200 ");
        }

        assertThat(open(""))
                .startsWith("HTTP/1.1 429 ")
                .containsIgnoringCase("retry-after: ")
                .contains("application/problem+json");
        assertThat(open("Authorization: Bearer " + service.token(aFan()) + "\r\n"))
                .startsWith("HTTP/1.1 200 ");

        open.getFirst().close();
        eventually(
                () -> assertThat(status()).as("a closed stream frees its place").startsWith("HTTP/1.1 200 "));
    }

    private String status() {
        try {
            return open("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The head of the response. */
    private String open(String headers) throws IOException {
        int port = Objects.requireNonNull(((ReactiveWebServerApplicationContext) node).getWebServer())
                .getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        open.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String request = "GET /api/v1/performances/" + performance.id() + "/seats/events HTTP/1.1\r\nHost: x\r\n"
                + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }
}
