package io.onsale.ticket.idempotency.r2dbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.Server;
import io.onsale.embedded.ServerPlan;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** Postgres is unavailable for a moment while a request is processed. */
class StoreOutageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private final KeyedRequest request =
            new KeyedRequest("fan", "POST /api/v1/bookings", "/api/v1/bookings", OpaqueId.next(), "request");

    private static OncePerKey once(PostgresAddress postgres) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, postgres.user())
                .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                .option(Option.valueOf("schema"), "ticket")
                .build();
        DatabaseClient database = DatabaseClient.create(ConnectionFactories.get(options));
        return new OncePerKey(
                new R2dbcIdempotencyKeys(database), JsonMapper.builder().build(), PATIENCE);
    }

    private static void migrate(PostgresAddress postgres) {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.user(), postgres.password())
                .locations("classpath:db/ticket")
                .schemas("ticket")
                .load()
                .migrate();
    }

    private static String lease(PostgresAddress postgres) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select lease_until::text from ticket.idempotency_key")) {
            assertThat(row.next()).isTrue();
            return Objects.requireNonNull(row.getString(1));
        }
    }

    @Test
    void a_lease_is_released_as_soon_as_the_store_is_back(@TempDir Path data) throws Exception {
        ServerPlan plan = ServerPlan.in(data).only(Server.POSTGRES);
        CountDownLatch isWorkedOn = new CountDownLatch(1);
        Sinks.One<Answer> work = Sinks.one();
        PostgresAddress postgres;
        OncePerKey once;
        CompletableFuture<@Nullable KeptAnswer> first;
        String before;
        try (RunningServers servers = EmbeddedServers.start(plan)) {
            postgres = servers.postgres();
            migrate(postgres);
            once = once(postgres);
            first = once.answer(request, BODY, subject -> {
                        isWorkedOn.countDown();
                        return work.asMono();
                    })
                    .toFuture();
            isWorkedOn.await();
            before = lease(postgres);
        }

        work.tryEmitError(new Unavailable("the database"));
        assertThatThrownBy(first::join).hasCauseInstanceOf(Unavailable.class);

        try (RunningServers servers = EmbeddedServers.start(plan.port(Server.POSTGRES, postgres.port()))) {
            servers.awaitAll();
            await().atMost(PATIENCE).until(() -> !lease(postgres).equals(before));
            KeptAnswer repeated = once.answer(request, BODY, subject -> Mono.just(Answer.created(Map.of())))
                    .block(PATIENCE);
            assertThat(Objects.requireNonNull(repeated).status()).isEqualTo(201);
        }
    }
}
