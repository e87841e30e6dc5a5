package io.onsale.ticket.member;

import io.onsale.kernel.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * A person who can sign in.
 *
 * @param employer the seller for whom a gate works; null for all others
 */
public record Member(
        String memberId,
        Email email,
        String name,
        Role role,
        Language language,
        @Nullable String employer) {}
