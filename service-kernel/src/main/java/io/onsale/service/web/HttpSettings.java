package io.onsale.service.web;

import io.onsale.service.connection.ConnectionLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of HTTP connections.
 *
 * @param requestLineMax the longest path of the contract has 250 bytes
 * @param headersMax all of a request's together; an access token and a pass are 700 bytes each
 * @param bodyMax by Content-Length or as received; some routes set a lower limit themselves
 * @param headTimeout from the first byte of a request's headers to the last, and from the start of a connection to its first headers: a
 *     slow phone sends 16 KB within two seconds
 * @param requestTimeout from a request's headers to its last byte: 2 KB/s for the largest body
 * @param idleTimeout from a response to the next request. Longer than the idle time-out of usual proxies, so that the proxy closes first
 * @param stallTimeout how long a client may read nothing of a pending response: a phone in a tunnel is back within seconds
 * @param answerRateMin least rate, per second, at which a client reads a response, measured over half a minute: half of GPRS
 * @param sendBuffer the kernel's send buffer per connection: 8 to 16 Mbit/s at 30 ms
 * @param connectionsMax over all servers of this process; 0: its limit of open files, less 1,000
 * @param connectionsPerAddress from one address (IPv6: one /64), except from this machine and trusted proxies; 0: a quarter of {@code
 *     connectionsMax}, because thousands of fans share a carrier's address
 * @param backlog connections not yet accepted; large, because everybody arrives in the same second
 */
@Validated
@ConfigurationProperties("onsale.http")
record HttpSettings(
        @DefaultValue("4KB") DataSize requestLineMax,
        @DefaultValue("16KB") DataSize headersMax,
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("20s") Duration headTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("20s") Duration stallTimeout,
        @DefaultValue("1KB") DataSize answerRateMin,
        @DefaultValue("32KB") DataSize sendBuffer,
        @Min(0) @Max(1_000_000) @DefaultValue("0") int connectionsMax,
        @Min(0) @Max(1_000_000) @DefaultValue("0") int connectionsPerAddress,
        @DefaultValue("4096") int backlog) {

    /** @param proxies whose connections carry the requests of many clients */
    ConnectionLimits connections(Predicate<InetAddress> proxies) {
        int inAll = connectionsMax > 0 ? connectionsMax : ConnectionLimits.inAllByFiles();
        return new ConnectionLimits(
                headTimeout,
                requestTimeout,
                idleTimeout,
                stallTimeout,
                Math.toIntExact(answerRateMin.toBytes()),
                ConnectionLimits.RATE_WINDOW,
                Math.toIntExact(sendBuffer.toBytes()),
                connectionsPerAddress > 0 ? connectionsPerAddress : ConnectionLimits.perAddress(inAll),
                inAll,
                proxies.or(InetAddress::isLoopbackAddress));
    }
}
