package io.onsale.seat.drift.redis;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param grace how long a difference must stay the same to count as drift; 10 s: a change is on its way between the stores for a
 *     connection's 2 s, a statement's 5 s and a script's 2 s at most
 */
@Validated
@ConfigurationProperties("onsale.drift")
record DriftSettings(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration grace) {}
