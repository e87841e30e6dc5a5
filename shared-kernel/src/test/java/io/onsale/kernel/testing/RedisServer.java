package io.onsale.kernel.testing;

import io.onsale.embedded.Server;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Redis with a database of its own, empty at first:
 * {@snippet : @RegisterExtension static final RedisServer redis = new RedisServer(); }
 * Starts on first use. {@code ONSALE_TEST_REDIS_URL} (redis://[user:password@]host:port) names one that is already running; its
 * database 0 then only holds the number of the last database assigned.
 *
 * <p>With {@code -Donsale.test.redis=cluster} it is a Redis Cluster, which has one database for all: what two tests write is kept apart by
 * their ids only. There a class also fails if a script used a key that was not among those of its call.
 */
public final class RedisServer implements BeforeAllCallback, AfterAllCallback {
    private static final boolean CLUSTER = "cluster".equals(System.getProperty("onsale.test.redis"));

    private static @Nullable ScriptMonitor monitor;

    private @Nullable URI uri;

    /** {@code redis://host:port/database}; of a cluster {@code redis://host:port,host:port…}. */
    public String url() {
        return uri().toString();
    }

    public boolean isCluster() {
        return CLUSTER;
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

    /** Empties this database, or the whole cluster; scripts stay in the cache. */
    public void flush() {
        if (CLUSTER) {
            nodes(url()).forEach(RedisServer::flushPrimary);
        } else {
            flush(uri());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        uri();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ScriptMonitor started = monitor;
        List<String> undeclared = started == null ? List.of() : started.takeUndeclared();
        if (!undeclared.isEmpty()) {
            throw new AssertionError("Scripts used keys that are not among KEYS: " + undeclared);
        }
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
        if (CLUSTER) {
            return URI.create(
                    given != null ? given : BuildServers.redisCluster().redisUrl());
        }
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

    private static synchronized void monitor(URI cluster) {
        if (monitor == null) {
            monitor = new ScriptMonitor(nodes(cluster.toString()).toList());
        }
    }

    private static Stream<URI> nodes(String url) {
        int hosts = 1 + Math.max(url.lastIndexOf('@'), url.indexOf("://") + 2);
        return Stream.of(url.substring(hosts).split(",")).map(host -> URI.create(url.substring(0, hosts) + host));
    }

    private static void flushPrimary(URI node) {
        try (RedisWire wire = new RedisWire(node)) {
            if (wire.call("ROLE").getFirst().equals("master")) {
                wire.call("FLUSHALL");
            }
        }
    }

    private static void flush(URI uri) {
        try (RedisWire wire = new RedisWire(uri)) {
            wire.call("SELECT", uri.getPath().substring(1));
            wire.call("FLUSHDB");
        }
    }
}
