package io.onsale.ticket.idempotency.web;

import io.onsale.service.limit.Rate;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The rate per caller and node of requests that create or pay; repeats count as well.
 *
 * @param perCaller the burst; 0 means no limit. 200 allows a page in several tabs that repeats its request while the
 *     answer is late; a hundred concurrent repeats still have one answer
 * @param in the time in which the whole burst is refilled
 */
@Validated
@ConfigurationProperties("onsale.request-limit")
record RequestLimitSettings(
        @Min(0) @DefaultValue("200") int perCaller,
        @DefaultValue("60s") Duration in) {
    Rate rate() {
        return perCaller == 0 ? Rate.UNLIMITED : new Rate(perCaller, in, perCaller);
    }
}
