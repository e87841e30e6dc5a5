package io.onsale.ticket.catalogue;

/** Whether a performance takes place as first announced: {@code SCHEDULED → POSTPONED → … → CANCELLED}. */
public enum PerformanceStatus {
    SCHEDULED,
    /** It has another date than first announced. */
    POSTPONED,
    /** It does not take place; every booking is refunded in full. */
    CANCELLED
}
