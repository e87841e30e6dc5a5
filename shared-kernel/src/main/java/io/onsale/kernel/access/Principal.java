package io.onsale.kernel.access;

import java.time.Instant;

/**
 * The caller, as proven by an access token.
 *
 * @param id the member's id; for a {@link Role#SERVICE} its name
 * @param expiresAt when the token expires
 */
public record Principal(String id, Role role, Instant expiresAt) {}
