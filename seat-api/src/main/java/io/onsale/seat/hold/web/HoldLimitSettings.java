package io.onsale.seat.hold.web;

import io.onsale.service.limit.Rate;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one fan may ask for seats, on each node.
 *
 * @param perFan at once; 0: no limit. Two hundred is far above what people do; each request costs Redis some microseconds, and a
 *     program in a loop sends thousands
 * @param in after which as many are allowed again
 */
@Validated
@ConfigurationProperties("onsale.hold-limit")
record HoldLimitSettings(
        @Min(0) @DefaultValue("200") int perFan,
        @DefaultValue("10s") Duration in) {
    Rate rate() {
        return perFan == 0 ? Rate.UNLIMITED : new Rate(perFan, in, perFan);
    }
}
