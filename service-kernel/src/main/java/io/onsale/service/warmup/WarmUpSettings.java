package io.onsale.service.warmup;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param time maximum duration of the rehearsal, 0 = none; it ends earlier once the compiler has little left to do */
@Validated
@ConfigurationProperties("onsale.warm-up")
record WarmUpSettings(
        @DefaultValue("20s") @DurationMin @DurationMax(seconds = 30)
        Duration time) {}
