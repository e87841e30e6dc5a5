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
 * Fails each test class in which a non-blocking thread blocked. JUnit detects it automatically and starts it with the first class. Later
 * would be too late: a scheduler thread that waits for work while the agent is installed loses its lock and all its timers.
 *
 * <p>The blocking call itself proceeds, because an error thrown there would corrupt the surrounding state: in the buffers of a Redis
 * connection, for example, every later reply would go to the wrong caller, and another test would fail, far from the cause.
 */
public final class NonBlocking implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<BlockingOperationError> CAUGHT = new ConcurrentLinkedQueue<>();

    static {
        BlockHound.builder()
                .loadIntegrations() // without Reactor's, no thread counts as non-blocking
                // held for a few instructions only; we look for waits for work, a reply or a time
                .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
                .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "writeLock")
                // reads the kernel's random numbers, which never blocks once the machine is up
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // a class is read from its jar at first use
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                // likewise the native libraries of a codec and of Netty, on the thread that opens the first connection
                .allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load")
                .allowBlockingCallsInside("io.netty.util.internal.NativeLibraryLoader", "load")
                // the OpenAPI document: generated once, from class files, at the first request
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
                // a percentile window rotates every few minutes: half a millisecond if a value is recorded at that time
                .allowBlockingCallsInside("org.HdrHistogram.WriterReaderPhaser", "flipPhase")
                // the console: surefire's pipe in tests, a file or a pipe in production
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                .blockingMethodCallback(NonBlocking::caught)
                .install();
    }

    private static void caught(BlockingMethod method) {
        CAUGHT.add(new BlockingOperationError(method)); // captures the thread's stack
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // loading this class was enough
    }

    @Override
    public void afterAll(ExtensionContext context) {
        requireNoneCaught();
    }

    /** Throws the first error caught, with the others as suppressed, and clears the list. */
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
