package io.onsale.queue.place.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of looking at places.
 *
 * @param pollLimit whether fans who poll much faster than they were told to are refused; off only to measure
 */
@Validated
@ConfigurationProperties("onsale.queue")
record PlaceSettings(@DefaultValue("true") boolean pollLimit) {}
