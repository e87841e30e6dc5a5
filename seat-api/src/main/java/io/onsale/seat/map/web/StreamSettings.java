package io.onsale.seat.map.web;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many streams of seat changes a node serves.
 *
 * @param anonymousPerAddress without a token, from one address (IPv6: one /64), this machine included: visitors who look at a hall before
 *     they sign in. A carrier's address stands for thousands of fans, but those who wait or choose seats have a token
 * @param anonymousMax without a token, in all: half of the connections of a usual node, at 10 KB each
 * @param perFan with a token: a few tabs, and the stream that a reload has not ended yet
 */
@Validated
@ConfigurationProperties("onsale.seat.streams")
record StreamSettings(
        @Min(0) @DefaultValue("1000") int anonymousPerAddress,
        @Min(0) @DefaultValue("8000") int anonymousMax,
        @Min(1) @DefaultValue("4") int perFan) {}
