package io.onsale.demo;

import java.time.Duration;

/**
 * The sale at one moment.
 *
 * @param crowd how many fans come in all
 * @param waiting in the line now
 * @param inside let in and not yet gone
 * @param seats of the hall
 * @param captured money taken so far, minor units
 * @param payments how many payments were captured
 */
record Scene(
        Duration elapsed,
        int crowd,
        long waiting,
        long inside,
        int capacity,
        int seats,
        int held,
        int sold,
        String currency,
        long captured,
        long payments) {}
