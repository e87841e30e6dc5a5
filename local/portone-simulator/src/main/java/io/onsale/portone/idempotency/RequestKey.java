package io.onsale.portone.idempotency;

/**
 * A request that the caller has named.
 *
 * @param value what stood between the quotes of Idempotency-Key
 * @param fingerprint SHA-256 of method, path and body in base64: tells a repeat from another request under the same name
 */
public record RequestKey(String value, String fingerprint) {}
