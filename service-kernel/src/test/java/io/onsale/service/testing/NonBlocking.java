package io.onsale.service.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;

/**
 * Fails each test class in which a thread blocked that must not. JUnit finds it by itself and starts it with the first class. Later
 * would be too late: a scheduler's thread that waits for work while the agent comes in loses its lock, and all timers that it had to keep.
 *
 * <p>The blocking call itself goes on, because an error thrown there breaks what stands around it: in a Redis connection's buffers,
 * say, it makes every later answer go to the wrong caller, and another test fails, far from the cause.
 */
public final class NonBlocking implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<BlockingOperationError> CAUGHT = new ConcurrentLinkedQueue<>();

    static {
        BlockHound.builder()
                .loadIntegrations() // without Reactor's, no thread counts as one that must not block
                // for a few instructions of somebody else; to wait for work, an answer or a time is what is looked for
                .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
                .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "writeLock")
                // reads the kernel's random numbers, which never waits once the machine is up
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // a class met for the first time is read from its jar
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                // so are a codec's native library and Netty's, by whatever thread makes the first connection
                .allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load")
                .allowBlockingCallsInside("io.netty.util.internal.NativeLibraryLoader", "load")
                // the OpenAPI document: made once, from class files, when somebody asks for it first
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
                // a percentile's window turns over, every few minutes: half a millisecond if somebody records in that
                // instant
                .allowBlockingCallsInside("org.HdrHistogram.WriterReaderPhaser", "flipPhase")
                // the console: surefire's pipe in tests, a file or a pipe in production
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                .blockingMethodCallback(NonBlocking::caught)
                .install();
    }

    private static void caught(BlockingMethod method) {
        CAUGHT.add(new BlockingOperationError(method)); // knows the thread's stack
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // loading this class was all it took
    }

    @Override
    public void afterAll(ExtensionContext context) {
        requireNoneCaught();
    }

    /** Throws the first that was caught, with the others suppressed, and forgets them. */
    static void requireNoneCaught() {
        BlockingOperationError first = CAUGHT.poll();
        if (first == null) {
            return;
        }
        for (BlockingOperationError next = CAUGHT.poll(); next != null; next = CAUGHT.poll()) {
            first.addSuppressed(next);
        }
        throw first;
    }
}
