package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;

/** A fan who is moved from the lobby into the line. */
public record DrawnFan(long number, long registration, FanId fan) {}
