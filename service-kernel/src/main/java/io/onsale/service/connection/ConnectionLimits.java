package io.onsale.service.connection;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Limits per connection, and for all connections together.
 *
 * @param headTimeout from the first byte of a request's headers to the last; also from the start of a connection to its first headers
 * @param requestTimeout from a request's headers to its last byte
 * @param idleTimeout from a response to the first byte of the next request
 * @param stallTimeout how long a client may read nothing of a pending response; noticed at most a quarter of that time later
 * @param bytesPerSecondMin least average rate at which a client reads a response, over {@link #rateWindow}
 * @param rateWindow the period over which {@code bytesPerSecondMin} is measured
 * @param sendBuffer the kernel's send buffer per connection, in bytes; by default the kernel would buffer megabytes for a client that reads
 *     nothing
 * @param perAddress connections from one address (IPv6: from its /64)
 * @param inAll connections of this process, over all its servers
 * @param standsForMany addresses to which {@code perAddress} does not apply: proxies, services and benches open one connection per client
 */
public record ConnectionLimits(
        Duration headTimeout,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration stallTimeout,
        int bytesPerSecondMin,
        Duration rateWindow,
        int sendBuffer,
        int perAddress,
        int inAll,
        Predicate<InetAddress> standsForMany) {
    /** Headers are 16 KB at most: a slow phone sends them within two seconds. */
    public static final Duration HEAD_TIMEOUT = Duration.ofSeconds(20);

    /** A body of 64 KB, the largest except for seating plans, then needs 2 KB/s. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than the idle time-out of usual proxies, so that the proxy closes first. */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    /** A phone in a tunnel comes back within seconds, or not on this connection. */
    public static final Duration STALL_TIMEOUT = Duration.ofSeconds(20);

    /** Half the rate of GPRS. */
    public static final int BYTES_PER_SECOND_MIN = 1024;

    /** Long enough for at least one of the kernel's progress reports, which come in steps of 20 KB. */
    public static final Duration RATE_WINDOW = Duration.ofSeconds(30);

    /** 8 to 16 Mbit/s at 30 ms; a large plan is 250 KB compressed. */
    public static final int SEND_BUFFER = 32 * 1024;

    private static final int FILES_APART = 1_000; // reserved for class path, logs and stores
    private static final int FILES_UNKNOWN = 10_000;
    private static final int ADDRESS_SHARE = 4;

    /** The defaults, for this process' limit of open files. */
    public static ConnectionLimits standard() {
        return new ConnectionLimits(
                HEAD_TIMEOUT,
                REQUEST_TIMEOUT,
                IDLE_TIMEOUT,
                STALL_TIMEOUT,
                BYTES_PER_SECOND_MIN,
                RATE_WINDOW,
                SEND_BUFFER,
                perAddress(inAllByFiles()),
                inAllByFiles(),
                InetAddress::isLoopbackAddress);
    }

    /** The limit of open files, less those reserved for other uses. Each connection is one file. */
    public static int inAllByFiles() {
        long files = ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : FILES_UNKNOWN;
        return (int) Math.clamp(files - FILES_APART, Math.max(1, files / 2), 1_000_000);
    }

    /** A quarter: thousands of fans share a carrier's address, but one address must not take all connections. */
    public static int perAddress(int inAll) {
        return Math.max(1, inAll / ADDRESS_SHARE);
    }
}
