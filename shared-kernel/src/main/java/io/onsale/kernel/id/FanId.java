package io.onsale.kernel.id;

/** The id of a fan: a signed-in customer. Equal to the member id in ticket-api. */
public record FanId(String value) {
    public FanId {
        OpaqueId.require("fanId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
