package io.onsale.kernel.id;

/** A signed-in customer; the same value as the member id in ticket-api. */
public record FanId(String value) {
    public FanId {
        OpaqueId.require("fanId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
