package io.onsale.service.connection;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What one connection may take, and all connections together.
 *
 * @param headTimeout from the first byte of a request's headers to their last; also from a connection's begin to its first headers
 * @param requestTimeout from a request's headers to its last byte
 * @param idleTimeout from an answer to the first byte of the next request
 * @param stallTimeout for how long the reader of an answer may take nothing of it; noticed a quarter of it later at most
 * @param bytesPerSecondMin what the reader of an answer takes on average over {@link #rateWindow}
 * @param rateWindow over which {@code bytesPerSecondMin} is measured
 * @param sendBuffer of the kernel, in bytes for each connection; the kernel itself would take megabytes for a reader that takes nothing
 * @param perAddress connections from one address (IPv6: from its /64)
 * @param inAll connections of this process, over all its servers
 * @param standsForMany addresses that {@code perAddress} does not hold for: proxies, services and benches have one connection per client
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

    /** A body of 64 KB, the largest that is read but for seating plans, needs 2 KB/s then. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than a proxy keeps its own, so that the proxy is the one that closes. */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);

    /** A phone in a tunnel comes back within seconds, or not on this connection. */
    public static final Duration STALL_TIMEOUT = Duration.ofSeconds(20);

    /** Half of what GPRS carries. */
    public static final int BYTES_PER_SECOND_MIN = 1024;

    /** Long enough that the kernel, which reports progress in steps of 20 KB, reports one. */
    public static final Duration RATE_WINDOW = Duration.ofSeconds(30);

    /** 8 to 16 Mbit/s at 30 ms; a large plan is 250 KB compressed. */
    public static final int SEND_BUFFER = 32 * 1024;

    private static final int FILES_APART = 1_000; // class path, logs, connections to the stores
    private static final int FILES_UNKNOWN = 10_000;
    private static final int ADDRESS_SHARE = 4;

    /** The defaults, for the number of files that this process may have open. */
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

    /** What is left of the files that this process may have open; each connection is one. */
    public static int inAllByFiles() {
        long files = ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : FILES_UNKNOWN;
        return (int) Math.clamp(files - FILES_APART, Math.max(1, files / 2), 1_000_000);
    }

    /** A quarter: a carrier's address stands for thousands of fans, and one address must not take all. */
    public static int perAddress(int inAll) {
        return Math.max(1, inAll / ADDRESS_SHARE);
    }
}
