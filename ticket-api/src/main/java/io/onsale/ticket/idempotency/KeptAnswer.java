package io.onsale.ticket.idempotency;

/** An answer as it goes over the wire, the same bytes for every repeat of its request. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record KeptAnswer(int status, byte[] body) {}
