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
                // the console: surefire's pipe in tests, a file or a pipe in production
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                .install();
    }

    private NonBlocking() {}

    /** Loads this class, which is all it takes. */
    public static void enforced() {}
}
