package io.onsale.seat.testing;

import reactor.blockhound.BlockHound;

/** Makes every blocking call on an event loop fail, but for those allowed here, one by one. */
final class NonBlocking {
    private NonBlocking() {}

    static void install() {
        BlockHound.builder()
                .loadIntegrations()
                // a random id: SecureRandom reads the kernel's pool, which never waits after boot
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // Lettuce's lock around a connection's queue: held for a few instructions, and by no one who waits
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "incrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "decrementWriters")
                .allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", "doExclusive")
                // the bound on commands in flight (RedisEdge) is a queue with such a lock
                .allowBlockingCallsInside("io.lettuce.core.protocol.DefaultEndpoint", "validateWrite")
                // a class is read from disk once, a line of the log is written in turn
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders")
                // the OpenAPI document: made once, from class files, when somebody asks for it first
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
                .install();
    }
}
