package io.onsale.kernel.access;

import java.time.Instant;

/**
 * Who is calling, as proven by an access token.
 *
 * @param id the member's id; of a {@link Role#SERVICE}, its name
 * @param expiresAt when the proof ends
 */
public record Principal(String id, Role role, Instant expiresAt) {}
