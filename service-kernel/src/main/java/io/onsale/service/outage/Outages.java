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
 * Which failures are an outage: a store or a service cannot be reached, or answers that it cannot serve anybody just now. An outage is
 * answered 503 and tried again. Everything else (a script's error, a key of the wrong type, bad SQL, a value that cannot be decoded) is a
 * fault of ours: waiting does not mend it, so it is answered 500 with an alarm.
 *
 * <p>Outages are named, faults are not: what nobody has thought of raises an alarm.
 */
public final class Outages {
    private static final int CAUSES_MAX = 10; // deeper than any chain of ours; ends a chain that is a circle

    private Outages() {}

    /** Whether {@code thrown} is an outage, by itself or by what caused it. The outermost exception that says so decides. */
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

    /** What {@code link} says alone; null if its cause must be asked. */
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

    /** Spring's own names for it, where no driver's exception is inside. */
    private static boolean isByWrapper(Throwable thrown) {
        return thrown instanceof TransientDataAccessException
                || thrown instanceof RecoverableDataAccessException
                || thrown instanceof NonTransientDataAccessResourceException
                || thrown instanceof CannotCreateTransactionException
                || thrown instanceof TransactionTimedOutException;
    }

    /** Of a connection; not of a file or of text that is not well formed. */
    private static boolean isNetwork(IOException io) {
        return io instanceof SocketException
                || io instanceof InterruptedIOException // a socket's time-out, too
                || io instanceof UnknownHostException
                || io instanceof ClosedChannelException
                || io instanceof SSLException
                || io instanceof PrematureCloseException
                || io.getClass() == IOException.class // "Broken pipe", "Connection reset by peer" of the JDK
                || io.getClass().getName().startsWith("io.netty.channel"); // the same of Netty's native transport
    }
}
