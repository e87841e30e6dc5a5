package io.onsale.ticket.idempotency;

/** An answer as sent, the same bytes for every repeat of its request. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeptAnswer(int status, byte[] body) {}
