package io.onsale.service.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one connection may ask of a service.
 *
 * @param requestLineMax the longest path of the contract has 250 bytes
 * @param headersMax all of a request's together; an access token and a pass are 700 bytes each
 * @param bodyMax announced or sent; where less is read, that is the reader's own limit
 * @param requestTimeout from a request's headers to its last byte: whoever sends one byte a second is gone after at most twice as long
 * @param idleTimeout from an answer to the next request's headers. Longer than a proxy keeps its own, so that it is the one who closes
 * @param backlog connections not yet accepted: everybody arrives in one second
 */
@ConfigurationProperties("onsale.http")
record HttpSettings(
        @DefaultValue("4KB") DataSize requestLineMax,
        @DefaultValue("16KB") DataSize headersMax,
        @DefaultValue("64KB") DataSize bodyMax,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("75s") Duration idleTimeout,
        @DefaultValue("4096") int backlog) {}
