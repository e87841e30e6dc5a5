package io.onsale.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watchers against a server of the JDK that sends what the test wants. */
class StreamWatchersTest {
    private static final int FANS = 3;

    private final BenchFans fans = new BenchFans(new byte[32], BenchEnvironment.passKey());
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Set<HttpExchange> streams = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private StreamWatchers watchers;

    @BeforeEach
    void watch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/sales/s/places/me/events", this::stream);
        server.setExecutor(threads);
        server.start();
        watchers = new StreamWatchers(
                new WatcherTask(server.getAddress().getPort(), "s", 10, 0, 45_000), fans, answers::add);
        Thread.ofPlatform().start(() -> {
            try {
                watchers.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                over.countDown();
            }
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        watchers.end();
        over.await();
        server.stop(0);
        threads.shutdownNow();
    }

    private void stream(HttpExchange exchange) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        synchronized (
                exchange) { // a test continues once the headers have arrived; its own event must come after this one
            streams.add(exchange);
            exchange.sendResponseHeaders(200, 0); // in chunks
            say(exchange, "event:place\ndata:{\"number\":1}\n\n");
        }
    }

    private static void say(HttpExchange exchange, String text) throws IOException {
        synchronized (exchange) {
            OutputStream body = exchange.getResponseBody();
            body.write(text.getBytes(UTF_8));
            body.flush();
        }
    }

    private void sayAll(String text) throws IOException {
        for (HttpExchange stream : streams) {
            say(stream, text);
        }
    }

    @Test
    void each_fan_watches_with_a_token_of_its_own() throws InterruptedException {
        open();

        assertThat(tokens)
                .containsExactlyInAnyOrder(
                        "Bearer " + fans.token(10), "Bearer " + fans.token(11), "Bearer " + fans.token(12));
        WatcherReport heard = heard(all -> all.places() == FANS);
        assertThat(heard.watching()).isEqualTo(FANS);
        assertThat(heard.failed()).isZero();
    }

    @Test
    void a_change_made_while_they_watch_is_noted_once_for_each() throws Exception {
        open();
        long at = WatcherCounts.nowMicros();

        sayAll("event:sale\ndata:{\"state\":\"PAUSED\",\"message\":\"Bench " + at + "\"}\n\n");
        sayAll("event:sale\ndata:{\"state\":\"PAUSED\",\"message\":\"Bench " + at + "\",\"seatsLeft\":{}}\n\n");

        WatcherReport heard = heard(all -> all.sales() == 2 * FANS);
        assertThat(heard.changes()).containsOnlyKeys(at);
        assertThat(heard.of(at).watchers()).isEqualTo(FANS);
    }

    @Test
    void a_change_from_before_they_watched_is_not_counted() throws Exception {
        open();

        sayAll("event:sale\ndata:{\"state\":\"PAUSED\",\"message\":\"Bench 1700000000000000\"}\n\n");

        assertThat(heard(all -> all.sales() == FANS).changes()).isEmpty();
    }

    @Test
    void a_turn_is_as_old_as_the_call_by_redis() throws Exception {
        open();
        Instant claimBy = Instant.now().plusSeconds(45).plusMillis(50);

        sayAll("event:ready\ndata:{\"claimBy\":\"" + claimBy + "\"}\n\n");

        WatcherReport heard = heard(all -> all.others() == FANS);
        assertThat(heard.called().watchers()).isEqualTo(FANS);
    }

    @Test
    void streams_that_end_have_failed() throws Exception {
        open();

        for (HttpExchange stream : streams) {
            stream.close();
        }

        assertThat(heard(all -> all.failed() == FANS).watching()).isZero();
    }

    private void open() throws InterruptedException {
        watchers.command("watch " + FANS);
        assertThat(answers.take()).isEqualTo(Integer.toString(FANS));
    }

    /** Asks until all reports together are as expected; the build ends a test that waits in vain. */
    private WatcherReport heard(java.util.function.Predicate<WatcherReport> isThere) throws InterruptedException {
        WatcherReport all = WatcherReport.nothing();
        WatcherReport latest;
        do {
            watchers.command("report");
            latest = WatcherReport.parse(answers.take());
            WatcherReport counts = all.and(latest);
            all = new WatcherReport(
                    latest.watching(),
                    latest.failed(),
                    counts.places(),
                    counts.sales(),
                    counts.comments(),
                    counts.others(),
                    counts.changes(),
                    counts.called());
        } while (!isThere.test(all));
        return all;
    }
}
