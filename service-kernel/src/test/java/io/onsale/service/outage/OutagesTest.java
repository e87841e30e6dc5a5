package io.onsale.service.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import io.lettuce.core.protocol.RedisProtocolException;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.UncategorizedR2dbcException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionSystemException;

class OutagesTest {
    static Stream<Throwable> outages() {
        return Stream.of(
                new RedisConnectionException("Unable to connect"),
                new RedisCommandTimeoutException(),
                new RedisException("Currently not connected. Commands are rejected."),
                new RedisException(new IOException("Connection reset by peer")),
                new PartitionSelectorException("Cannot determine a partition for slot 7", null),
                new TimeoutException(),
                new ConnectException("refused"),
                new SocketTimeoutException(),
                new IOException("Broken pipe"),
                new RejectedExecutionException("stopping"),
                new R2dbcTimeoutException("acquiring"),
                new DataAccessResourceFailureException("no connection"),
                new QueryTimeoutException("late"),
                new CannotCreateTransactionException("no connection"),
                new CannotCreateTransactionException("x", new R2dbcNonTransientResourceException("closed")),
                new TransactionSystemException("commit", postgres("57P01")),
                new IllegalStateException("wrapped", new RedisConnectionException("gone")),
                new CompletionException(new TimeoutException()));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void an_outage_is_recognised(Throwable thrown) {
        assertThat(Outages.isOutage(thrown)).isTrue();
    }

    static Stream<Throwable> faults() {
        return Stream.of(
                new RedisException(new ClassCastException("not a list")),
                new RedisProtocolException("Invalid first byte: 7"),
                new UnsupportedOperationException("IntegerOutput does not support set(ByteBuffer)"),
                new IllegalArgumentException("no reply named NONSENSE"),
                new ClassCastException("not a list"),
                new NullPointerException(),
                new FileNotFoundException("a file"),
                new NoSuchFileException("a file"),
                new MalformedInputException(1),
                new ZipException("a stored plan"),
                new EOFException("a stored plan"),
                new DataIntegrityViolationException("x", postgres("23505")),
                new UncategorizedR2dbcException("x", "select", postgres("P0001")),
                new TransactionSystemException("commit", postgres("23503")),
                new CannotCreateTransactionException(
                        "x", new IllegalStateException("already closed by a bug", postgres("42P01"))),
                new IllegalTransactionStateException("no transaction"),
                new R2dbcBadGrammarException("no such column"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anything_else_is_a_bug(Throwable thrown) {
        assertThat(Outages.isOutage(thrown)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "CLUSTERDOWN The cluster is down",
                "CLUSTERDOWN Hash slot not served",
                "READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica. script: 6b1b, on @user_script:1.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist on disk",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "NOREPLICAS Not enough good replicas to write.",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "NOSCRIPT No matching script. Please use EVAL.",
                "NOAUTH Authentication required.",
                "WRONGPASS invalid username-password pair or user is disabled.",
                "ERR max number of clients reached",
                "ERR Error running script (call to f_6b1b): @user_script:7: -OOM command not allowed when used memory",
                "ERR Error running script (call to f_6b1b): @user_script:7: @user_script: 7: -READONLY You can't write"
            })
    void redis_replies_that_mean_an_outage(String answer) {
        assertThat(Outages.isOutage(new RedisCommandExecutionException(answer))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "ERR user_script:7: attempt to perform arithmetic on a nil value script: 6b1b, on @user_script:7.",
                "ERR Error running script (call to f_6b1b): @user_script:7: user_script:7: attempt to index a nil value",
                "ERR Error running script (call to f_6b1b): @user_script:7: WRONGTYPE Operation against a key",
                "ERR value is not an integer or out of range",
                "ERR unknown command 'OOM'",
                "ERR the seat LOADING is unknown",
                "NOPERM this user has no permissions to run the 'evalsha' command",
                "CROSSSLOT Keys in request don't hash to the same slot",
                "OOMPH",
                ""
            })
    void redis_replies_that_mean_a_bug(String answer) {
        assertThat(Outages.isOutage(new RedisCommandExecutionException(answer))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08006", "28P01", "40001", "40P01", "53100", "53200", "53300", "57014", "57P01", "57P02",
                "57P03", "57P05", "58030", "25006", "25P03", "25P04", "55P03"
            })
    void postgres_states_that_mean_an_outage(String state) {
        assertThat(Outages.isOutage(postgres(state))).isTrue();
        assertThat(Outages.isOutage(new UncategorizedR2dbcException("x", "select", postgres(state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08P01", "21000", "22001", "22008", "22021", "22P02", "23502", "23503", "23505", "23514", "25P02",
                "26000", "42501", "42601", "42703", "42P01", "54000", "P0001", "XX000", "XX001"
            })
    void postgres_states_that_mean_a_bug(String state) {
        assertThat(Outages.isOutage(postgres(state))).isFalse();
        assertThat(Outages.isOutage(new DataAccessResourceFailureException("x", postgres(state))))
                .isFalse();
    }

    /** What the driver throws for a state that it has no class for. */
    private static R2dbcException postgres(String state) {
        return new R2dbcNonTransientResourceException("said Postgres", state);
    }
}
