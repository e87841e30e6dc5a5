package io.onsale.ticket.member;

import io.onsale.kernel.access.Role;

/** A person who can sign in. */
public record Member(String memberId, Email email, String name, Role role) {}
