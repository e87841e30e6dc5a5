package io.onsale.seat.plan;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.connection.AnswerMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that request a large plan and do not read it. */
class SlowReadersTest {
    private static final int READERS = 40;

    @RegisterExtension
    static final SeatService service = new SeatService();

    @Test
    void they_all_share_one_plan() throws IOException {
        SaleBuilder large = aSale();
        for (int row = 0; row < 20; row++) {
            large = large.withRow("R" + row, 200);
        }
        Performance performance = service.publish(large);
        String path = "/api/v1/performances/" + performance.id() + "/plan";
        int size = Objects.requireNonNull(service.http()
                        .mutate()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(10_000_000))
                        .build()
                        .get()
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .length;
        assertThat(size).isGreaterThan(200_000);

        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < READERS; i++) {
                readers.add(ask(path));
            }

            eventually(() -> assertThat(asked()).isGreaterThanOrEqualTo(READERS));
            assertThat(AnswerMemory.ofProcess().used()).isLessThan(size);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    private static double asked() {
        return service
                .bean(MeterRegistry.class)
                .find("http.server.requests")
                .tag("uri", "/api/v1/performances/{performanceId}/plan")
                .timers()
                .stream()
                .mapToDouble(Timer::count)
                .sum();
    }

    private static Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
