package io.onsale.service.outage;

import io.lettuce.core.RedisException;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/**
 * Classifies failures. An outage means that a store or a service cannot be reached, or reports that it cannot serve anybody at the moment:
 * answered as 503 and retried. Everything else (a script error, a key of the wrong type, bad SQL, a value that cannot be decoded) is a bug
 * of ours: waiting does not help, so it is answered as 500 with an alarm.
 *
 * <p>The list names outages, not bugs: a failure that nobody has thought of raises an alarm.
 */
public final class Outages {
    private static final int CAUSES_MAX = 10; // deeper than any real chain; bounds a cyclic one

    private Outages() {}

    /** Whether {@code thrown} or one of its causes is an outage. The outermost exception with a verdict decides. */
    public static boolean isOutage(Throwable thrown) {
        int depth = 0;
        for (Throwable link = thrown; link != null && depth < CAUSES_MAX; link = link.getCause(), depth++) {
            Boolean verdict = verdict(link);
            if (verdict != null) {
                return verdict;
            }
        }
        return isByWrapper(thrown);
    }

    /** The verdict on {@code link} alone; null if its cause must be examined. */
    private static @Nullable Boolean verdict(Throwable link) {
        return switch (link) {
            case RedisException redis -> RedisOutages.verdict(redis);
            case R2dbcException postgres -> PostgresOutages.isOutage(postgres);
            case TimeoutException late -> true;
            case WebClientRequestException unsent -> true;
            case IOException io -> isNetwork(io);
            case PoolShutdownException stopping -> true;
            case PoolAcquirePendingLimitException full -> true;
            case RejectedExecutionException full -> true;
            default -> null;
        };
    }

    /** Spring's own exceptions for outages, when they wrap no driver exception. */
    private static boolean isByWrapper(Throwable thrown) {
        return thrown instanceof TransientDataAccessException
                || thrown instanceof RecoverableDataAccessException
                || thrown instanceof NonTransientDataAccessResourceException
                || thrown instanceof CannotCreateTransactionException
                || thrown instanceof TransactionTimedOutException;
    }

    /** Whether it concerns a connection, as opposed to a file or malformed text. */
    private static boolean isNetwork(IOException io) {
        return io instanceof SocketException
                || io instanceof InterruptedIOException // includes socket time-outs
                || io instanceof UnknownHostException
                || io instanceof ClosedChannelException
                || io instanceof SSLException
                || io instanceof PrematureCloseException
                || io.getClass() == IOException.class // the JDK's "Broken pipe", "Connection reset by peer"
                || io.getClass().getName().startsWith("io.netty.channel"); // the same from Netty's native transport
    }
}
