package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;

/** A fan who waits in the lobby, and the registration that the fan was given at join. */
public record Registered(FanId fan, long registration) {}
