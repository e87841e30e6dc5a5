package io.onsale.queue.guard;

/**
 * The answer to a challenge: SHA-256 of {@code challenge:nonce} begins with as many zero bits as the challenge asks for.
 *
 * @param nonce 1 to 64 characters, {@code !} to {@code ~}
 */
public record Proof(String challenge, String nonce) {}
