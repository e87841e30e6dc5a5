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

/** Which of Lettuce's exceptions say that Redis cannot serve us. */
final class RedisOutages {
    /**
     * What Redis answers when it serves nobody just now: it loads its data, is out of memory, cannot write its log, has no master or not enough
     * replicas, moves slots, runs a script for too long, or does not let us in (a password that is being changed). Within a script's error the
     * code stands behind the place in the script.
     */
    private static final Pattern CODES = Pattern.compile("(?:^|^ERR Error running script.*: -?|@user_script: ?\\d+: -?)"
            + "(?:LOADING|CLUSTERDOWN|READONLY|OOM|MISCONF|MASTERDOWN|NOREPLICAS|TRYAGAIN|BUSY|NOSCRIPT|NOAUTH|WRONGPASS"
            + "|ERR max number of clients)\\b.*");

    private RedisOutages() {}

    /** Null if the cause must be asked. */
    static @Nullable Boolean verdict(RedisException thrown) {
        return switch (thrown) {
            case RedisConnectionException away -> true;
            case RedisCommandTimeoutException late -> true;
            case RedisCommandInterruptedException stopping -> true;
            case PartitionException noNodeForTheSlot -> true;
            case RedisLoadingException loading -> true;
            case RedisReadOnlyException failedOver -> true;
            case RedisBusyException busy -> true;
            case RedisNoScriptException flushed -> true; // the text was sent after it, and was forgotten again
            case RedisCommandExecutionException answer -> isAboutTheServer(answer.getMessage());
            default -> isNotConnected(thrown);
        };
    }

    private static boolean isAboutTheServer(@Nullable String message) {
        return message != null && CODES.matcher(message).lookingAt();
    }

    /** Lettuce throws the plain type for a command that it did not send: not connected, closed, too many wait. */
    private static @Nullable Boolean isNotConnected(RedisException thrown) {
        if (thrown.getClass() != RedisException.class) {
            return false; // an answer against the protocol, a value that cannot be decoded
        }
        return thrown.getCause() == null ? Boolean.TRUE : null;
    }
}
