package io.onsale.service.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.onsale.kernel.testing.PostgresServer;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Whether errors of a real Postgres, with and without Spring's client, count as a bug or as broken infrastructure. */
class ProblemsTest {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @BeforeAll
    static void oneLiveSeat() {
        run("create table seat (id text primary key)");
        run("insert into seat values ('A-1')");
    }

    private static DatabaseClient database(int port) {
        ConnectionFactory factory = ConnectionFactories.get(ConnectionFactoryOptions.parse(POSTGRES.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.PORT, port)
                .option(ConnectionFactoryOptions.USER, POSTGRES.username())
                .option(ConnectionFactoryOptions.PASSWORD, POSTGRES.password())
                .build());
        return DatabaseClient.create(factory);
    }

    private static void run(String sql) {
        database(POSTGRES.port()).sql(sql).then().block(PATIENCE);
    }

    private static Throwable thrownBy(String sql) {
        return Objects.requireNonNull(catchThrowable(() -> run(sql)));
    }

    /** Checks the exception, and the driver's exception inside it. */
    private static void assertStatus(Throwable thrown, int status) {
        assertThat(Problems.of(thrown).status()).as(thrown.toString()).isEqualTo(status);
        if (thrown.getCause() instanceof R2dbcException driver) {
            assertThat(Problems.of(driver).status()).as(driver.toString()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into seat values ('A-1')", // the alarm of a seat in two bookings
                "insert into seat values (null)",
                "select no such thing",
                "select * from nothing",
                "select 1 / 0",
                "select 'x'::timestamptz",
                "select repeat('x', 2000000000)", // larger than a value may be
                "do $$ begin raise exception 'a rule of a trigger'; end $$",
                "do $$ begin raise exception using errcode = '42501'; end $$" // a right is missing
            })
    void bad_sql_and_broken_constraints_are_bugs(String sql) {
        assertStatus(thrownBy(sql), 500);
    }

    @Test
    void a_text_that_postgres_cannot_store_is_a_bug_of_our_input_check() {
        Throwable thrown = catchThrowable(() -> database(POSTGRES.port())
                .sql("insert into seat values (:id)")
                .bind("id", "A\u0000")
                .then()
                .block(PATIENCE));

        assertStatus(thrown, 500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin raise exception using errcode = '57014'; end $$", // the statement took too long
                "select pg_terminate_backend(pg_backend_pid())", // as at a shutdown of the server
                "do $$ begin raise exception using errcode = '40P01'; end $$", // a deadlock
                "do $$ begin raise exception using errcode = '40001'; end $$", // could not serialize
                "do $$ begin raise exception using errcode = '53300'; end $$", // too many connections
                "do $$ begin raise exception using errcode = '25006'; end $$", // a standby, after a failover
                "do $$ begin raise exception using errcode = '55P03'; end $$" // a lock not acquired in time
            })
    void a_database_that_cannot_serve_us_is_broken_infrastructure(String sql) {
        assertStatus(thrownBy(sql), 503);
    }

    @Test
    void an_unreachable_database_is_broken_infrastructure() {
        Throwable thrown =
                catchThrowable(() -> database(1).sql("select 1").then().block(PATIENCE));

        assertStatus(thrown, 503);
    }
}
