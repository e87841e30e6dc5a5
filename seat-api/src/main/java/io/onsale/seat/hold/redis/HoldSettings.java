package io.onsale.seat.hold.redis;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long fans may have seats without booking them.
 *
 * @param timeToLive how long a fan may look at chosen seats before booking; 8 minutes: within a pass's 10
 * @param shortest for which a hold lasts in any case: a minute is enough to press the button
 * @param unbooked so many holds may a fan leave unbooked; each one more halves the time of the next. Four changes of mind are usual
 */
@Validated
@ConfigurationProperties("onsale.hold")
record HoldSettings(
        @DefaultValue("8m") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration timeToLive,

        @DefaultValue("1m") @DurationMin(millis = 1) Duration shortest,
        @DefaultValue("4") @Min(0) int unbooked) {}
