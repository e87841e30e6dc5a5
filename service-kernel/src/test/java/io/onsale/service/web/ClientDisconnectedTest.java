package io.onsale.service.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.service.testing.OwnLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;

/** A client that disconnects in the middle is not a bug: no ERROR, no stack trace, one request in the metrics. */
class ClientDisconnectedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOST = "Host: localhost\r\n";

    private static final List<ILoggingEvent> alarms = new CopyOnWriteArrayList<>();
    private static final AppenderBase<ILoggingEvent> LISTENER = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
                alarms.add(event);
            }
        }
    };

    private static ReactiveWebServerApplicationContext service;

    @BeforeAll
    static void start() {
        SpringApplication application = OwnLoops.in(new SpringApplication(HttpCodecTest.Service.class));
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        service = (ReactiveWebServerApplicationContext) application.run(
                "--server.port=0",
                "--onsale.http.request-timeout=700ms",
                "--onsale.http.body-max=16KB",
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(new byte[32]),
                "--onsale.access.staff-keys-uri=http://127.0.0.1:1/keys");
        LISTENER.start();
        root().addAppender(LISTENER);
    }

    @AfterAll
    static void stop() {
        root().detachAppender(LISTENER);
        service.close();
    }

    @BeforeEach
    void forget() {
        alarms.clear();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Ways to disconnect: an orderly close, or a reset. */
    enum Going {
        END,
        RESET;

        void from(Socket socket) throws IOException {
            if (this == RESET) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n10\r\nhalf"})
    void a_body_that_does_not_arrive_in_time_only_closes_the_connection(String half) throws IOException {
        long before = gone("POST", "/letters");
        try (Socket socket = send("POST /letters HTTP/1.1\r\n" + HOST + half)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .doesNotContain(" 500 ");
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gone("POST", "/letters")).isEqualTo(before + 1));
        assertThat(alarms).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_disconnects_in_the_middle_of_its_body_is_no_error(Going going) throws IOException {
        long before = gone("POST", "/letters");
        int readBefore = HttpCodecTest.Pages.partsRead.get();
        Socket socket = send("POST /letters HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\n\r\nhalf");
        await().atMost(PATIENCE).until(() -> HttpCodecTest.Pages.partsRead.get() > readBefore);

        going.from(socket);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gone("POST", "/letters")).isEqualTo(before + 1));
        assertThat(alarms).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_disconnects_while_it_is_answered_is_no_error(Going going) throws IOException {
        long before = answered("/ticking");
        Socket stream = send("GET /ticking HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(stream.getInputStream().readNBytes(200)).hasSize(200);

        going.from(stream);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(answered("/ticking")).isEqualTo(before + 1));
        assertThat(alarms).isEmpty();
    }

    @Test
    void a_bug_is_still_an_error() throws IOException {
        try (Socket socket = send("GET /bug HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains(" 500 ");
        }

        assertThat(alarms).anyMatch(event -> event.getLevel() == Level.ERROR);
    }

    private static long answered(String route) {
        return service.getBean(MeterRegistry.class).find("http.server.requests").tags("uri", route).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static long gone(String method, String route) {
        Timer timer = service.getBean(MeterRegistry.class)
                .find("http.server.requests")
                .tags("method", method, "uri", route, "status", "UNKNOWN")
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private static Socket send(String request) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                Objects.requireNonNull(service.getWebServer()).getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }
}
