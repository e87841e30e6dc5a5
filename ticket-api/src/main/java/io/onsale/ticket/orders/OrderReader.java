package io.onsale.ticket.orders;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who reads orders.
 *
 * @param sellerId only orders of this seller's sales exist for the reader; null: all do
 */
public record OrderReader(@Nullable String sellerId) {
    public static OrderReader of(Principal caller) {
        return new OrderReader(caller.role() == Role.MANAGER ? null : caller.id());
    }

    /** Sellers see masked e-mail addresses: the fan has given it to the shop, not to them. */
    public boolean seesAddresses() {
        return sellerId == null;
    }
}
