package io.onsale.kernel.testing;

import io.onsale.embedded.Server;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis with a database of its own, empty at first:
 * {@snippet : @RegisterExtension static final RedisServer redis = new RedisServer(); }
 * Starts on first use. {@code ONSALE_TEST_REDIS_URL} (redis://[user:password@]host:port) names one that is already running; its
 * database 0 then only holds the number of the last database assigned.
 */
public final class RedisServer implements BeforeAllCallback {
    private @Nullable URI uri;

    /** {@code redis://host:port/database}. */
    public String url() {
        return uri().toString();
    }

    public String host() {
        return uri().getHost();
    }

    public int port() {
        return uri().getPort();
    }

    public int database() {
        return Integer.parseInt(uri().getPath().substring(1));
    }

    /** Empties this database; scripts stay in the cache. */
    public void flush() {
        flush(uri());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        uri();
    }

    private synchronized URI uri() {
        URI known = uri;
        if (known == null) {
            known = claim();
            uri = known;
        }
        return known;
    }

    private static URI claim() {
        String given = System.getenv("ONSALE_TEST_REDIS_URL");
        URI server = URI.create(
                given != null ? given : BuildServers.get(Server.REDIS).redisUrl());
        try (RedisWire wire = new RedisWire(server)) {
            long databases =
                    Long.parseLong(wire.call("CONFIG", "GET", "databases").getLast());
            long number =
                    Long.parseLong(wire.call("INCR", "onsale:test:databases").getFirst());
            URI own = server.resolve("/" + (1 + (number - 1) % (databases - 1)));
            flush(own);
            return own;
        }
    }

    private static void flush(URI uri) {
        try (RedisWire wire = new RedisWire(uri)) {
            wire.call("SELECT", uri.getPath().substring(1));
            wire.call("FLUSHDB");
        }
    }
}
