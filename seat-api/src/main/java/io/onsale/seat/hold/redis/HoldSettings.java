package io.onsale.seat.hold.redis;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param timeToLive how long a fan may look at chosen seats before booking; 8 minutes: within a pass's 10 */
@Validated
@ConfigurationProperties("onsale.hold")
record HoldSettings(
        @DefaultValue("8m") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration timeToLive) {}
