package io.onsale.queue.audit;

import io.onsale.kernel.event.OnsaleEvent.LineEvent;

/**
 * An event to be published.
 *
 * @param id the same each time it is published
 */
public record AuditEvent(String id, LineEvent event) {}
