package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;

/** A fan in the lobby, and the registration that it was given when it joined. */
public record Registered(FanId fan, long registration) {}
