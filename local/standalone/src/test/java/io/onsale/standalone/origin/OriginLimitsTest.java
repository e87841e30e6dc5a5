package io.onsale.standalone.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.connection.ConnectionLimits;
import io.onsale.service.web.CrossOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

/** The limits of a connection also apply at the public address. */
@Timeout(30)
final class OriginLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(500);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Origin origin =
            Origin.open("127.0.0.1", 0, limits(), Map.of(Target.SEAT, large()), new CrossOrigin(Set.of()));

    @AfterEach
    void close() {
        origin.close();
    }

    private HttpHandler large() {
        return (request, response) -> response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(new byte[20_000_000])))
                .doFinally(end -> ended.countDown());
    }

    @Test
    void a_reader_that_reads_nothing_is_cut() throws Exception {
        try (Socket reader = new Socket()) {
            reader.setReceiveBufferSize(2048);
            reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.port()));
            send(reader, "GET /api/v1/performances/p1/plan HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void half_a_request_is_not_waited_for() throws Exception {
        for (String half :
                new String[] {"", "GET / HTTP/1.1\r\nHost: ", "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\n"}) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
                client.setSoTimeout(20_000);
                send(client, half);

                assertThat(client.getInputStream().read()).as(half).isEqualTo(-1);
            }
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static ConnectionLimits limits() {
        ConnectionLimits standard = ConnectionLimits.standard();
        return new ConnectionLimits(
                SHORT,
                SHORT,
                standard.idleTimeout(),
                SHORT,
                standard.bytesPerSecondMin(),
                standard.rateWindow(),
                standard.sendBuffer(),
                standard.perAddress(),
                standard.inAll(),
                standard.standsForMany());
    }
}
