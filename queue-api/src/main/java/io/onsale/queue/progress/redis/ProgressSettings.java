package io.onsale.queue.progress.redis;

import io.onsale.queue.progress.Progress.Limits;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a node takes.
 *
 * @param streamsMax streams at a time: at about 10 KB each the default needs 600 MB
 * @param pollLimit whether fans who poll much faster than they were told to are refused; off only to measure
 */
@Validated
@ConfigurationProperties("onsale.queue")
record ProgressSettings(
        @DefaultValue("60000") @Min(0) int streamsMax,
        @DefaultValue("true") boolean pollLimit) {
    Limits limits() {
        return new Limits(streamsMax, pollLimit);
    }
}
