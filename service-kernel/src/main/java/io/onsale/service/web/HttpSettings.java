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
 * What one connection may ask of a service.
 *
 * @param requestLineMax the longest path of the contract has 250 bytes
 * @param headersMax all of a request's together; an access token and a pass are 700 bytes each
 * @param bodyMax announced or sent; where less is read, that is the reader's own limit
 * @param headTimeout from the first byte of a request's headers to their last, and from a connection's begin to its first headers: a slow
 *     phone sends 16 KB within two seconds
 * @param requestTimeout from a request's headers to its last byte: 2 KB/s for the largest body
 * @param idleTimeout from an answer to the next request. Longer than a proxy keeps its own, so that the proxy is the one that closes
 * @param stallTimeout for how long the reader of an answer may take nothing of it: a phone in a tunnel is back within seconds
 * @param answerRateMin what the reader of an answer takes in a second, over half a minute: half of what GPRS carries
 * @param sendBuffer of the kernel, for each connection: 8 to 16 Mbit/s at 30 ms
 * @param connectionsMax of this process, over all its servers; 0: as many files as it may open, less 1,000
 * @param connectionsPerAddress from one address, IPv6 by /64, this machine and trusted proxies excepted; 0: a quarter of {@code connectionsMax}, because
 *     thousands of fans share the address of a carrier
 * @param backlog connections not yet accepted: everybody arrives in one second
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

    /** @param proxies whose connections stand for many clients */
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
