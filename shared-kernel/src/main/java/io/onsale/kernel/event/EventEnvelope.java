package io.onsale.kernel.event;

import java.time.Instant;

/**
 * An event on its way: written to the outbox, sent as a Kafka record, remembered in an inbox.
 *
 * @param id unique; consumers apply each id once
 * @param type simple name of the event's record
 * @param version of the type's shape; readers refuse a higher one than they know
 */
public record EventEnvelope<T extends OnsaleEvent>(String id, String type, int version, Instant occurredAt, T data) {
    /** Version of the shapes in this build. */
    public static final int VERSION = 1;

    public static <T extends OnsaleEvent> EventEnvelope<T> of(String id, Instant occurredAt, T data) {
        return new EventEnvelope<>(id, data.getClass().getSimpleName(), VERSION, occurredAt, data);
    }
}
