package io.onsale.seat.reservation.redis;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param doubtAfter after which a row counts as overdue; 15 s: a connection is given within 2 s, a statement is ended after 5 s */
@Validated
@ConfigurationProperties("onsale.reservation")
record ReservationSettings(
        @DefaultValue("15s") @DurationMin(millis = 1) Duration doubtAfter) {}
