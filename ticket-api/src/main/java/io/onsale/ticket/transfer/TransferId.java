package io.onsale.ticket.transfer;

import io.onsale.kernel.id.OpaqueId;

/** The id of a transfer. */
public record TransferId(String value) {
    public TransferId {
        OpaqueId.require("transferId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
