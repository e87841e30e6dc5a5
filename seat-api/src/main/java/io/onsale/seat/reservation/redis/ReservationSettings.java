package io.onsale.seat.reservation.redis;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param doubtAfter how long a row may be on its way; 15 s: a connection is given within 2, a statement ended after 5 */
@Validated
@ConfigurationProperties("onsale.reservation")
record ReservationSettings(
        @DefaultValue("15s") @DurationMin(millis = 1) Duration doubtAfter) {}
