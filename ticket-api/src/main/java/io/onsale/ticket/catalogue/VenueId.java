package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.OpaqueId;

/** The id of a seller's hall. */
public record VenueId(String value) {
    public VenueId {
        OpaqueId.require("venueId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
