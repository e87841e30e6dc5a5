package io.onsale.seat.hold.http;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.jws.CompactJws;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassSigner;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.service.access.JwksClient;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.limit.Rate;
import io.onsale.service.loop.Loop;
import io.onsale.service.web.ProblemException;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

class CheckedPassesTest {
    private static final ECKey OLD = key("pass-1");
    private static final ECKey NEW = key("pass-2");

    private final AtomicInteger fetches = new AtomicInteger();
    private final Watch clock = new Watch();
    private final FanId ann = aFan();
    private final SaleId sale = SaleId.next();
    private final RevokedPasses revoked = new RevokedPasses(new SimpleMeterRegistry());
    private final HttpServer keys = server();
    private volatile PassSigner queueApi = ring(OLD);
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Rate rate = Rate.UNLIMITED;

    private static final class Watch extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

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
        keys.createContext("/", exchange -> {
            fetches.incrementAndGet();
            byte[] body = JsonMapper.shared()
                    .writeValueAsString(queueApi.publicKeys())
                    .getBytes(StandardCharsets.UTF_8);
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

        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isTrue();
        keys.stop(0); // from now on only what is remembered helps
        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isTrue();
        assertThat(passes.findPass(pass, aFan(), sale).hasElement().block(PATIENCE))
                .isFalse();
        assertThat(passes.findPass(pass, ann, SaleId.next()).hasElement().block(PATIENCE))
                .isFalse();
        assertThat(fetches).hasValue(1);
    }

    private double verified() {
        return meters.get("onsale.seat.passes.verified").counter().count();
    }

    /** Under a published key's name, and not by it. */
    private String forgery() {
        return pass(ring(key("pass-1")), Duration.ofMinutes(10));
    }

    @Test
    void a_forgery_is_verified_once_however_often_and_by_whomever_it_is_sent() {
        CheckedPasses passes = passes();
        String forgery = forgery();

        for (int i = 0; i < 50; i++) {
            assertThat(passes.findPass(forgery, i % 2 == 0 ? ann : aFan(), sale)
                            .hasElement()
                            .block(PATIENCE))
                    .isFalse();
        }

        assertThat(verified()).isEqualTo(1);
    }

    @Test
    void a_fan_who_sends_ever_new_forgeries_keeps_nobody_busy_and_is_let_on_later() {
        rate = new Rate(1, Duration.ofSeconds(2), 5);
        CheckedPasses passes = passes();
        for (int i = 0; i < 5; i++) {
            assertThat(passes.findPass(forgery(), ann, sale).hasElement().block(PATIENCE))
                    .isFalse();
        }

        for (int i = 0; i < 50; i++) {
            StepVerifier.create(passes.findPass(forgery(), ann, sale).hasElement())
                    .expectErrorSatisfies(error ->
                            assertThat(((ProblemException) error).retryAfter()).isEqualTo(Duration.ofSeconds(2)))
                    .verify(PATIENCE);
        }
        assertThat(verified()).isEqualTo(5);
        assertThat(passes.findPass(forgery(), aFan(), sale).hasElement().block(PATIENCE))
                .isFalse();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isTrue();
    }

    @Test
    void good_passes_are_not_on_the_fans_account_and_neither_is_an_outage_of_the_keys() {
        rate = new Rate(1, Duration.ofSeconds(2), 5);
        CheckedPasses passes = passes();
        for (int i = 0; i < 20; i++) {
            assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                            .hasElement()
                            .block(PATIENCE))
                    .isTrue();
        }
        keys.stop(0);
        String newKey = pass(ring(NEW), Duration.ofMinutes(10));
        for (int i = 0; i < 20; i++) {
            StepVerifier.create(passes.findPass(newKey, ann, sale).hasElement())
                    .expectError(Unavailable.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void what_costs_next_to_nothing_to_refuse_is_not_on_the_fans_account() {
        rate = new Rate(1, Duration.ofSeconds(2), 5);
        CheckedPasses passes = passes();
        String ofAnUnknownKey = pass(ring(NEW), Duration.ofMinutes(10));
        for (int i = 0; i < 20; i++) {
            for (String other : List.of("no pass at all", ofAnUnknownKey)) {
                assertThat(passes.findPass(other, ann, sale).hasElement().block(PATIENCE))
                        .isFalse();
            }
        }
    }

    @Test
    void a_remembered_pass_ends_in_time() {
        CheckedPasses passes = passes();
        String pass = pass(Duration.ofMinutes(10));
        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isTrue();

        clock.now = clock.now.plus(Duration.ofMinutes(10));

        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isFalse();
    }

    @Test
    void without_keys_nobody_is_admitted() {
        CheckedPasses passes = passes();
        keys.stop(0);

        StepVerifier.create(
                        passes.findPass(pass(Duration.ofMinutes(10)), ann, sale).hasElement())
                .expectError(Unavailable.class)
                .verify(PATIENCE);
    }

    @Test
    void a_pass_is_refused_once_its_place_was_given_up_also_if_it_was_good_before() {
        CheckedPasses passes = passes();
        String pass = pass(Duration.ofMinutes(10));
        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isTrue();

        revoked.add(Revocation.ofFan(sale, ann, clock.now.plusMillis(1)));

        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isFalse();
        String signedAnew = pass(Duration.ofMinutes(11));
        assertThat(passes.findPass(signedAnew, ann, sale).hasElement().block(PATIENCE))
                .isFalse();
    }

    @Test
    void a_pass_of_a_later_place_is_good_and_so_are_those_of_others() {
        CheckedPasses passes = passes();
        revoked.add(Revocation.ofFan(sale, ann, clock.now));
        revoked.add(Revocation.ofFan(sale, ann, clock.now.minusSeconds(1))); // heard late
        revoked.add(Revocation.ofFan(SaleId.next(), ann, clock.now.plusSeconds(1)));
        revoked.add(Revocation.ofFan(sale, aFan(), clock.now.plusSeconds(1)));
        revoked.add(Revocation.ofSale(SaleId.next(), clock.now));

        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isTrue();
    }

    @Test
    void an_older_word_does_not_take_back_a_newer_one() {
        CheckedPasses passes = passes();
        revoked.add(Revocation.ofFan(sale, ann, clock.now.plusMillis(1)));
        revoked.add(Revocation.ofFan(sale, ann, clock.now.minusSeconds(1)));

        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isFalse();
    }

    @Test
    void of_a_closed_sale_no_pass_is_good() {
        CheckedPasses passes = passes();

        revoked.add(Revocation.ofSale(sale, clock.now.minusSeconds(60)));

        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isFalse();
    }

    @Test
    void before_the_revocations_are_read_nobody_is_admitted() {
        CheckedPasses passes = passes(new RevokedPasses(new SimpleMeterRegistry()));

        StepVerifier.create(
                        passes.findPass(pass(Duration.ofMinutes(10)), ann, sale).hasElement())
                .expectError(Unavailable.class)
                .verify(PATIENCE);
    }

    @Test
    void a_key_that_was_never_announced_is_fetched_at_once() {
        CheckedPasses passes = passes();
        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isTrue();

        queueApi = ring(NEW, OLD);

        assertThat(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                        .hasElement()
                        .block(PATIENCE))
                .isTrue();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void forged_key_ids_cost_queue_api_next_to_nothing_and_hide_no_new_key() {
        CheckedPasses passes = passes();
        PassSigner forger = ring(key("forged"));
        String forged = forger.sign(new Pass(
                OpaqueId.next(), sale, ann, clock.instant(), clock.instant().plusSeconds(600)));

        List<Boolean> answers = Objects.requireNonNull(Flux.range(0, 200)
                .flatMap(i -> passes.findPass(forged, ann, sale).hasElement(), 200)
                .collectList()
                .block(PATIENCE));
        queueApi = ring(NEW, OLD); // in the very moment after the fetch that they caused
        boolean genuine = Objects.requireNonNull(passes.findPass(pass(Duration.ofMinutes(10)), ann, sale)
                .hasElement()
                .block(PATIENCE));

        assertThat(answers).hasSize(200).containsOnly(false);
        assertThat(genuine).isTrue();
        assertThat(fetches).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void a_remembered_pass_ends_with_its_key() {
        JwksClient client = client();
        CheckedPasses passes = passes(client);
        String pass = pass(Duration.ofMinutes(10));
        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isTrue();

        queueApi = ring(NEW);
        client.refreshed().block(PATIENCE);

        assertThat(passes.findPass(pass, ann, sale).hasElement().block(PATIENCE))
                .isFalse();
    }

    @Test
    void a_dropped_key_is_forgotten_without_anybody_asking() {
        JwksClient client = client();
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        Loop refresh = client.refreshing(Duration.ofMinutes(1), timer);
        refresh.start();
        timer.advanceTime();
        await().atMost(PATIENCE).until(() -> ids(client), List.of("pass-1")::equals);

        queueApi = ring(NEW);
        timer.advanceTimeBy(Duration.ofMinutes(1));

        await().atMost(PATIENCE).until(() -> ids(client), List.of("pass-2")::equals);
        refresh.stop();
    }

    /** The steps of a rotation, while fans claim passes and use them: each pass at once, and again until its key is dropped. */
    @Test
    void keys_rotate_under_load_and_no_valid_pass_is_refused() {
        JwksClient client = client();
        CheckedPasses passes = passes(client);
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.OLD_ONLY);
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        Queue<String> all = new ConcurrentLinkedQueue<>();
        Map<Phase, AtomicInteger> used = new ConcurrentHashMap<>();
        try (ExecutorService fans = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                fans.execute(() -> {
                    while (phase.get() != Phase.OVER) {
                        Phase now = phase.get();
                        PassSigner signer = queueApi;
                        String pass = pass(signer, Duration.ofMinutes(10));
                        boolean first = admits(passes, pass);
                        boolean again = admits(passes, pass);
                        if (!first || !again) {
                            refused.add(now + " " + pass);
                        }
                        all.add(pass);
                        used.computeIfAbsent(now, key -> new AtomicInteger()).incrementAndGet();
                    }
                });
            }
            step(phase, used, Phase.OLD_ONLY);
            queueApi = ring(OLD, NEW); // announced
            step(phase, used, Phase.ANNOUNCED);
            queueApi = ring(NEW, OLD); // signs
            step(phase, used, Phase.SWAPPED);
            phase.set(Phase.OVER);
        }
        assertThat(refused).isEmpty();

        queueApi = ring(NEW); // the old one's passes would have expired by now; here they have not
        client.refreshed().block(PATIENCE);

        List<String> wrong = Objects.requireNonNull(Flux.fromIterable(all)
                .flatMap(
                        pass -> passes.findPass(pass, ann, sale)
                                .hasElement()
                                .mapNotNull(good -> good == isBy("pass-1", pass) ? pass : null),
                        256)
                .collectList()
                .block(PATIENCE));
        assertThat(wrong).isEmpty();
        assertThat(all).anyMatch(pass -> isBy("pass-1", pass)).anyMatch(pass -> isBy("pass-2", pass));
    }

    private static boolean isBy(String keyId, String pass) {
        return CompactJws.read(pass, "pass+jwt").orElseThrow().keyId().equals(keyId);
    }

    private enum Phase {
        OLD_ONLY,
        ANNOUNCED,
        SWAPPED,
        OVER
    }

    private static void step(AtomicReference<Phase> phase, Map<Phase, AtomicInteger> used, Phase to) {
        phase.set(to);
        await().atMost(PATIENCE)
                .until(() -> used.containsKey(to) && used.get(to).get() > 50);
    }

    private boolean admits(CheckedPasses passes, String pass) {
        return Objects.requireNonNull(
                passes.findPass(pass, ann, sale).hasElement().block(PATIENCE));
    }

    private static List<String> ids(JwksClient client) {
        return client.known().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private JwksClient client() {
        URI uri = URI.create("http://127.0.0.1:" + keys.getAddress().getPort() + "/");
        return new JwksClient(WebClient.create(), uri);
    }

    private CheckedPasses passes() {
        return passes(client());
    }

    private CheckedPasses passes(JwksClient client) {
        return new CheckedPasses(new PassVerifier(clock), client, revoked, limit(), meters, clock);
    }

    private CheckedPasses passes(RevokedPasses revoked) {
        return new CheckedPasses(new PassVerifier(clock), client(), revoked, limit(), meters, clock);
    }

    private CallerLimit limit() {
        return new CallerLimit(rate, nanos::get, meters.counter("refused"));
    }

    private static PassSigner ring(ECKey... keys) {
        return new PassSigner(List.of(keys), Clock.systemUTC());
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String pass(Duration life) {
        return pass(queueApi, life);
    }

    private String pass(PassSigner signer, Duration life) {
        return signer.sign(new Pass(
                OpaqueId.next(), sale, ann, clock.instant(), clock.instant().plus(life)));
    }
}
