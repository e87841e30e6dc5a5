package io.onsale.kernel.event;

import java.time.Instant;

/**
 * An event as it is written to the outbox, sent as a Kafka record and recorded in an inbox.
 *
 * @param id unique; each consumer applies an id once
 * @param type simple name of the event's record
 * @param version of the type's fields; readers refuse versions higher than they know
 */
public record EventEnvelope<T extends OnsaleEvent>(String id, String type, int version, Instant occurredAt, T data) {
    /** The version written by this build. */
    public static final int VERSION = 1;

    public static <T extends OnsaleEvent> EventEnvelope<T> of(String id, Instant occurredAt, T data) {
        return new EventEnvelope<>(id, data.getClass().getSimpleName(), VERSION, occurredAt, data);
    }
}
