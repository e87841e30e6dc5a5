package io.onsale.queue.stream.web;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the streams.
 *
 * @param streamsMax open at the same time on this node: at about 10 KB each the default needs 600 MB
 */
@Validated
@ConfigurationProperties("onsale.queue")
record WatchSettings(@DefaultValue("60000") @Min(0) int streamsMax) {}
