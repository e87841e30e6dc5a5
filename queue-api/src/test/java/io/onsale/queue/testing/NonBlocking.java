package io.onsale.queue.testing;

import reactor.blockhound.BlockHound;

/** From here on a thread that must not block is caught when it does. */
public final class NonBlocking {
    static {
        BlockHound.builder()
                .loadIntegrations() // without Reactor's, no thread counts as one that must not block
                // reads the kernel's random numbers, which never waits once the machine is up
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // a class met for the first time is read from its jar
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                // Lettuce's lock around a connection's queue: held for a few instructions, by nobody who waits
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "decrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                // the bound on commands in flight is a queue with such a lock
                .allowBlockingCallsInside("io.lettuce.core.protocol.DefaultEndpoint", "validateWrite")
                // the OpenAPI document: made once, from class files, when somebody asks for it first
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
                // the console: surefire's pipe in tests, a file or a pipe in production
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                .install();
    }

    private NonBlocking() {}

    /** Loads this class, which is all it takes. */
    public static void enforced() {}
}
