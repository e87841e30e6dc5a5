package io.onsale.queue.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.KafkaBroker;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.QueueApi;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.service.testing.OwnLoops;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/** The service as in production, against real servers, with its own keys. */
public final class QueueService implements AutoCloseable {
    private static final RSAKey STAFF_KEY = rsaKey(); // shared by all nodes, because generating one is slow
    private static final ECKey PASS_KEY = ecKey();

    /** Starts one service at a time: test classes run in parallel, and each start configures the logging shared by the process. */
    private static final Object STARTING = new Object();

    /** Defaults for tests, which have few fans and should be fast. */
    private static final List<String> HURRIED = List.of(
            "--onsale.queue.guard.joins-per-fan=0",
            "--onsale.queue.guard.actions-per-fan=0",
            "--onsale.queue.quiet-after-loss=500ms");

    private final DisposableServer staffKeys;
    private final ConfigurableApplicationContext context;
    private final AccessTokenSigner signer;

    /** @param settings further settings, as {@code --name=value} */
    public QueueService(String redisUrl, PostgresServer postgres, KafkaBroker kafka, String... settings) {
        this(redisUrl, postgres, kafka.bootstrapServers(), kafka.topicPrefix(), List.of(settings));
    }

    /** A service without a reachable Kafka. */
    public static QueueService withoutKafka(String redisUrl, PostgresServer postgres) {
        return new QueueService(redisUrl, postgres, "127.0.0.1:1", "", List.of());
    }

    private QueueService(
            String redisUrl, PostgresServer postgres, String kafkaServers, String topicPrefix, List<String> settings) {
        byte[] fanSecret = new byte[FanTokens.SECRET_BYTES_MIN];
        signer = new AccessTokenSigner(new FanTokens(fanSecret), STAFF_KEY);
        staffKeys = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                        "/keys",
                        (request, response) -> response.header(HttpHeaders.CONTENT_TYPE, "application/json")
                                .sendString(Mono.just(JsonMapper.shared().writeValueAsString(signer.publicKeys())))))
                .bindNow();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.r2dbc.url=" + postgres.r2dbcUrl(),
                "--spring.r2dbc.username=" + postgres.username(),
                "--spring.r2dbc.password=" + postgres.password(),
                "--spring.flyway.url=" + postgres.jdbcUrl(),
                "--spring.flyway.user=" + postgres.username(),
                "--spring.flyway.password=" + postgres.password(),
                "--spring.data.redis.url=" + redisUrl,
                "--onsale.kafka.bootstrap-servers=" + kafkaServers,
                "--onsale.kafka.topic-prefix=" + topicPrefix,
                "--onsale.access.fan-secret=" + Base64.getEncoder().encodeToString(fanSecret),
                "--onsale.access.staff-keys-uri=http://127.0.0.1:" + staffKeys.port() + "/keys",
                "--onsale.pass.signing-key=" + PASS_KEY.toJSONString(),
                "--onsale.receipt.secret=" + Base64.getEncoder().encodeToString(new byte[32])));
        arguments.addAll(settings);
        for (String setting : HURRIED) {
            if (settings.stream().noneMatch(given -> given.startsWith(setting.substring(0, setting.indexOf('='))))) {
                arguments.add(setting);
            }
        }
        synchronized (STARTING) {
            context = OwnLoops.in(QueueApi.application()).run(arguments.toArray(String[]::new));
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public JWKSet passKeys() {
        return new JWKSet(PASS_KEY.toPublicJWK());
    }

    /** A client that calls as {@code id} with {@code role}. */
    public WebTestClient as(String id, Role role) {
        return anonymous()
                .mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token(id, role))
                .build();
    }

    public String token(String id, Role role) {
        return signer.sign(new Principal(id, role, Instant.now().plus(Duration.ofHours(1))));
    }

    public WebTestClient fan(String id) {
        return as(id, Role.FAN);
    }

    public WebTestClient manager() {
        return as("boss", Role.MANAGER);
    }

    public WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl(base())
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    public String base() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
    }

    /** Sends {@code event} over Kafka, as another service would. */
    public void publish(OnsaleEvent event) {
        String id = OpaqueId.next();
        String envelope = EventJson.write(EventEnvelope.of(id, Instant.now(), event));
        bean(EventPublisher.class)
                .send(List.of(new Outgoing(id, event.topic(), event.orderingKey(), envelope)))
                .blockLast(Duration.ofSeconds(20));
    }

    /** A sale as published by the catalogue. */
    public static SalePublished sale(SaleId id, @Nullable Instant lobby, Instant opens, int capacity, int rate) {
        SalePlan plan = new SalePlan(lobby, opens, opens.plus(Duration.ofHours(2)), "ARRIVAL", capacity, rate, 4);
        SeatingPlan hall = new SeatingPlan("Hall", new SeatingPlan.Size(10, 10), List.of(), List.of(), List.of());
        return new SalePublished(id.value(), "event-1", "A show", plan, List.of(), List.of(), hall);
    }

    @Override
    public void close() {
        context.close();
        staffKeys.disposeNow();
    }

    private static RSAKey rsaKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("staff-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ecKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("pass-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
