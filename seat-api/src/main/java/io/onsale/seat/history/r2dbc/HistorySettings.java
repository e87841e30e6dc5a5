package io.onsale.seat.history.r2dbc;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the history is kept.
 *
 * @param keep after a change: questions about a purchase come until some months after the show. A sold-out stadium has some 400,000 rows, about
 *     100 MB
 */
@Validated
@ConfigurationProperties("onsale.seat.history")
record HistorySettings(@DefaultValue("365d") Duration keep) {}
