package io.onsale.seat.hold.http;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.RevokedPasses;
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
    private final RevokedPasses revoked = new RevokedPasses(new SimpleMeterRegistry());
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
        revoked.loaded();
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

    @Test
    void a_pass_is_refused_once_its_place_was_given_up_also_if_it_was_good_before() {
        CheckedPasses passes = passes();
        String pass = pass(Duration.ofMinutes(10));
        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isTrue();

        revoked.add(Revocation.ofFan(sale, ann, clock.now.plusMillis(1)));

        assertThat(passes.admits(pass, ann, sale).block(PATIENCE)).isFalse();
        String signedAnew = pass(Duration.ofMinutes(11));
        assertThat(passes.admits(signedAnew, ann, sale).block(PATIENCE)).isFalse();
    }

    @Test
    void a_pass_of_a_later_place_is_good_and_so_are_those_of_others() {
        CheckedPasses passes = passes();
        revoked.add(Revocation.ofFan(sale, ann, clock.now));
        revoked.add(Revocation.ofFan(sale, ann, clock.now.minusSeconds(1))); // heard late
        revoked.add(Revocation.ofFan(SaleId.next(), ann, clock.now.plusSeconds(1)));
        revoked.add(Revocation.ofFan(sale, aFan(), clock.now.plusSeconds(1)));
        revoked.add(Revocation.ofSale(SaleId.next(), clock.now));

        assertThat(passes.admits(pass(Duration.ofMinutes(10)), ann, sale).block(PATIENCE))
                .isTrue();
    }

    @Test
    void an_older_word_does_not_take_back_a_newer_one() {
        CheckedPasses passes = passes();
        revoked.add(Revocation.ofFan(sale, ann, clock.now.plusMillis(1)));
        revoked.add(Revocation.ofFan(sale, ann, clock.now.minusSeconds(1)));

        assertThat(passes.admits(pass(Duration.ofMinutes(10)), ann, sale).block(PATIENCE))
                .isFalse();
    }

    @Test
    void of_a_closed_sale_no_pass_is_good() {
        CheckedPasses passes = passes();

        revoked.add(Revocation.ofSale(sale, clock.now.minusSeconds(60)));

        assertThat(passes.admits(pass(Duration.ofMinutes(10)), ann, sale).block(PATIENCE))
                .isFalse();
    }

    @Test
    void before_the_revocations_are_read_nobody_is_admitted() {
        CheckedPasses passes = passes(new RevokedPasses(new SimpleMeterRegistry()));

        StepVerifier.create(passes.admits(pass(Duration.ofMinutes(10)), ann, sale))
                .expectError(Unavailable.class)
                .verify(PATIENCE);
    }

    private CheckedPasses passes() {
        return passes(revoked);
    }

    private CheckedPasses passes(RevokedPasses revoked) {
        URI uri = URI.create("http://127.0.0.1:" + keys.getAddress().getPort() + "/");
        return new CheckedPasses(
                new PassVerifier(clock), new JwksClient(WebClient.create(), uri, clock), revoked, clock);
    }

    private String pass(Duration life) {
        return queueApi.sign(new Pass(
                OpaqueId.next(), sale, ann, clock.instant(), clock.instant().plus(life)));
    }
}
