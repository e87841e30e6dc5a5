package io.onsale.portone.payment;

/** Who cancelled, in PortOne's terms. */
public enum Trigger {
    /** A user of the provider's console. */
    CONSOLE,
    /** The shop, by its API secret. */
    API,
    /** PortOne's own staff. */
    PORTONE_ADMIN,
    /** The buyer's bank took the money back. */
    CHARGEBACK
}
