package io.onsale.queue.guard;

/**
 * The answer to a challenge: SHA-256 of {@code challenge:nonce} begins with the number of zero bits that the challenge asks for.
 *
 * @param nonce 1 to 64 characters, {@code !} to {@code ~}
 */
public record Proof(String challenge, String nonce) {}
