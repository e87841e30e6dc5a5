package io.onsale.kernel.id;

/** The id of a sale: the opening of an event's performances to the public, the unit that has a waiting room. */
public record SaleId(String value) {
    public SaleId {
        OpaqueId.require("saleId", value);
    }

    public static SaleId next() {
        return new SaleId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
