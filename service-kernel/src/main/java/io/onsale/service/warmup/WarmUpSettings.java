package io.onsale.service.warmup;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** @param time for the rehearsal, 0 = none; 4 s: long enough for the optimizing compiler on two cores, short enough for a start */
@Validated
@ConfigurationProperties("onsale.warm-up")
record WarmUpSettings(
        @DefaultValue("4s") @DurationMin @DurationMax(seconds = 30)
        Duration time) {}
