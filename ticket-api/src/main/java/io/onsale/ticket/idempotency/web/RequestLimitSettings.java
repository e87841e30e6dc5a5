package io.onsale.ticket.idempotency.web;

import io.onsale.service.limit.Rate;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one caller may send requests that create or pay, on each node; repeats count, too.
 *
 * @param perCaller at once; 0: no limit. Two hundred: a page that repeats itself while an answer is late, in
 *     several tabs; a hundred repeats at once still have one answer
 * @param in in which time as many become free again
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
