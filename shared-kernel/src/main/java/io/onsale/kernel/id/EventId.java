package io.onsale.kernel.id;

/** The id of an event: a show. */
public record EventId(String value) {
    public EventId {
        OpaqueId.require("eventId", value);
    }

    public static EventId next() {
        return new EventId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
