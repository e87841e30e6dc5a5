package io.onsale.kernel.access;

/** What a caller may be. */
public enum Role {
    /** A signed-in customer. */
    FAN,
    /** Owns events. */
    SELLER,
    /** Scans tickets. */
    GATE,
    /** Operates the platform. */
    MANAGER,
    /** One of our services calling another; never a person. */
    SERVICE
}
