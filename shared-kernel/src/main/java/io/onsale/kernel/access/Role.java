package io.onsale.kernel.access;

/** The roles of callers. */
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
