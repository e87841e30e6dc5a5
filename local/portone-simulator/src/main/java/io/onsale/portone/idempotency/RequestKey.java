package io.onsale.portone.idempotency;

/**
 * A request's idempotency key.
 *
 * @param value the text between the quotes of Idempotency-Key
 * @param fingerprint SHA-256 of method, path and body in base64: distinguishes a repeat from another request with the same key
 */
public record RequestKey(String value, String fingerprint) {}
