package io.onsale.audit;

/**
 * A ticket and the scans that let somebody in with it.
 *
 * @param isUsed whether the ticket says so itself
 * @param isGivenBack whether our refund ended it; one made at the provider may come after the show
 * @param accepted scans that were accepted and not taken back
 * @param gates where
 */
record TicketUse(String ticket, boolean isUsed, boolean isGivenBack, long accepted, String gates) {}
