package io.onsale.ticket.gate;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;

/**
 * Who is at the gate. A GATE account sees the performances of the seller that it works for; a seller their own; a manager all. An account
 * that has ended or is suspended sees none.
 */
public record GateCaller(String memberId, Role role) {
    public static GateCaller of(Principal principal) {
        return new GateCaller(principal.id(), principal.role());
    }
}
