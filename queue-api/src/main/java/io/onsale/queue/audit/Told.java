package io.onsale.queue.audit;

import io.onsale.kernel.event.OnsaleEvent.LineEvent;

/**
 * Something to tell.
 *
 * @param id the same however often it is told
 */
public record Told(String id, LineEvent event) {}
