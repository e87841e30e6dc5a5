package io.onsale.seat.hold.http;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.access.JwksClient;
import io.onsale.service.web.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class CheckedPassesTest {
    private final PassSigner queueApi = SeatService.foreignPasses();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Watch clock = new Watch();
    private final FanId ann = aFan();
    private final SaleId sale = SaleId.next();
    private HttpServer keys = server();

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serveKeys() {
        byte[] body =
                JsonMapper.shared().writeValueAsString(queueApi.publicKeys()).getBytes(StandardCharsets.UTF_8);
        keys.createContext("/", exchange -> {
            fetches.incrementAndGet();
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        keys.start();
    }

    @AfterEach
    void stop() {
        keys.stop(0);
    }

    @Test
    void keys_are_fetched_once_and_a_pass_is_verified_once() {
        CheckedPasses passes = passes();
        String pass = pass(Duration.ofMinutes(10));

        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isTrue();
        keys.stop(0); // from now on only what is remembered helps
        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isTrue();
        assertThat(passes.admits(pass, aFan(), sale).block(PATIENCE)).isFalse();
        assertThat(passes.admits(pass, ann, SaleId.next()).block(PATIENCE)).isFalse();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void a_remembered_pass_ends_in_time() {
        CheckedPasses passes = passes();
        String pass = pass(Duration.ofMinutes(10));
        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isTrue();

        clock.now = clock.now.plus(Duration.ofMinutes(10));

        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isFalse();
    }

    @Test
    void without_keys_nobody_is_admitted() {
        CheckedPasses passes = passes();
        keys.stop(0);

        StepVerifier.create(passes.admits(pass(Duration.ofMinutes(10)), ann, sale))
                .expectError(Unavailable.class)
                .verify(PATIENCE);
    }

    private CheckedPasses passes() {
        URI uri = URI.create("http://127.0.0.1:" + keys.getAddress().getPort() + "/");
        return new CheckedPasses(new PassVerifier(clock), new JwksClient(WebClient.create(), uri, clock), clock);
    }

    private String pass(Duration life) {
        return queueApi.sign(
                new Pass(
                OpaqueId.next(), sale, ann, clock.instant(), clock.instant().plus(life)));
    }
}
