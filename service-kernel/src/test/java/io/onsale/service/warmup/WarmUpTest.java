package io.onsale.service.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class WarmUpTest {
    private static final Duration SOME_TIME = Duration.ofMillis(300);

    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final FakeRehearsal rehearsal = new FakeRehearsal();
    private final AtomicLong compiled = new AtomicLong();
    private DisposableServer server;

    private static final class FakeRehearsal implements Rehearsal {
        final AtomicInteger requests = new AtomicInteger();
        final AtomicInteger struck = new AtomicInteger();
        Mono<Void> setting = Mono.empty();

        @Override
        public Mono<Void> prepare() {
            return setting;
        }

        @Override
        public byte[] request(int caller, int n) {
            requests.incrementAndGet();
            String path = (n % 2 == 0 ? "/good/" : "/bad/") + caller + "/" + n;
            return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
        }

        @Override
        public Mono<Void> cleanUp() {
            return Mono.fromRunnable(struck::incrementAndGet);
        }
    }

    @BeforeEach
    void start() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnConnection(connection -> connections.incrementAndGet())
                .handle((request, response) -> {
                    paths.add(request.uri());
                    return request.uri().startsWith("/good")
                            ? response.header("Content-Length", "5").sendString(Mono.just("there"))
                            : response.status(404).send();
                })
                .bindNow();
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void each_request_is_sent_once_and_the_data_is_removed() throws InterruptedException {
        new WarmUp(rehearsal, SOME_TIME, compiled::incrementAndGet).run(server.port());

        assertThat(paths).contains("/good/0/0", "/bad/0/1", "/good/15/0").hasSize(rehearsal.requests.get());
        assertThat(rehearsal.struck).hasValue(1);
    }

    @Test
    @Timeout(30)
    void it_ends_as_soon_as_the_compiler_has_little_left_to_do() throws InterruptedException {
        new WarmUp(rehearsal, Duration.ofHours(1), compiled::incrementAndGet).run(server.port());

        assertThat(rehearsal.struck).hasValue(1);
    }

    @Test
    void it_goes_on_while_the_compiler_is_busy() throws InterruptedException {
        new WarmUp(rehearsal, Duration.ofMillis(2_500), () -> compiled.addAndGet(1_000)).run(server.port());

        assertThat(compiled).hasValue(3_000); // sampled three times, busy each time
    }

    @Test
    void connections_are_renewed() throws InterruptedException {
        new WarmUp(rehearsal, Duration.ofMillis(2_500), () -> compiled.addAndGet(1_000)).run(server.port());

        assertThat(connections.get()).isGreaterThan(16); // 16 if each caller kept its connection
        assertThat(paths).hasSize(rehearsal.requests.get()).contains("/good/0/50");
    }

    @Test
    void without_time_nothing_is_done() throws InterruptedException {
        new WarmUp(rehearsal, Duration.ZERO, compiled::incrementAndGet).run(server.port());

        assertThat(paths).isEmpty();
        assertThat(rehearsal.struck).hasValue(0);
    }

    @Test
    void data_that_cannot_be_prepared_does_not_stop_the_start() throws InterruptedException {
        rehearsal.setting = Mono.error(new Unavailable("Redis"));

        new WarmUp(rehearsal, SOME_TIME, compiled::incrementAndGet).run(server.port());

        assertThat(paths).isEmpty();
    }

    @Test
    void a_server_that_does_not_answer_does_not_stop_the_start() throws InterruptedException {
        int port = server.port();
        server.disposeNow();

        new WarmUp(rehearsal, SOME_TIME, compiled::incrementAndGet).run(port);

        assertThat(rehearsal.struck).hasValue(1);
    }
}
