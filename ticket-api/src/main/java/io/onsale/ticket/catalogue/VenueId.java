package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.OpaqueId;

/** A hall of a seller. */
public record VenueId(String value) {
    public VenueId {
        OpaqueId.require("venueId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
