package io.onsale.service.outage;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisReadOnlyException;
import io.lettuce.core.cluster.PartitionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which Lettuce exceptions mean that Redis cannot serve us. */
final class RedisOutages {
    /**
     * Redis' replies when it can serve nobody: it is loading its data, is out of memory, cannot write its log, has no master or too few
     * replicas, is moving slots (or sends us on from node to node), runs a script for too long, or rejects our login (while a password is being changed). In a script error
     * the code follows the position in the script.
     */
    private static final Pattern CODES = Pattern.compile("(?:^|^ERR Error running script.*: -?|@user_script: ?\\d+: -?)"
            + "(?:LOADING|CLUSTERDOWN|READONLY|OOM|MISCONF|MASTERDOWN|NOREPLICAS|TRYAGAIN|MOVED|ASK|BUSY|NOSCRIPT|NOAUTH|WRONGPASS"
            + "|ERR max number of clients)\\b.*");

    private RedisOutages() {}

    /** Null if the cause must be examined. */
    static @Nullable Boolean verdict(RedisException thrown) {
        return switch (thrown) {
            case RedisConnectionException away -> true;
            case RedisCommandTimeoutException late -> true;
            case RedisCommandInterruptedException stopping -> true;
            case PartitionException noNodeForTheSlot -> true;
            case RedisLoadingException loading -> true;
            case RedisReadOnlyException failedOver -> true;
            case RedisBusyException busy -> true;
            case RedisNoScriptException flushed -> true; // the script was sent again and flushed once more
            case RedisCommandExecutionException answer -> isAboutTheServer(answer.getMessage());
            default -> isNotConnected(thrown);
        };
    }

    private static boolean isAboutTheServer(@Nullable String message) {
        return message != null && CODES.matcher(message).lookingAt();
    }

    /** Lettuce throws the plain type for a command that it did not send: not connected, closed, or too many commands queued. */
    private static @Nullable Boolean isNotConnected(RedisException thrown) {
        if (thrown.getClass() != RedisException.class) {
            return false; // a protocol violation, a value that cannot be decoded
        }
        return thrown.getCause() == null ? Boolean.TRUE : null;
    }
}
