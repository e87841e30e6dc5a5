package io.onsale.kernel.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who may see an event and everything that belongs to it: everybody from a given time on; before that only its seller and managers. For
 * others it does not exist until then.
 *
 * @param from null: everybody at any time
 */
public record Visibility(@Nullable Instant from, @Nullable String sellerId) {
    /** Visible to everybody. */
    public static final Visibility OPEN = new Visibility(null, null);

    /** @param caller null if not signed in */
    public boolean isOpenTo(@Nullable Principal caller, Instant now) {
        return isOpen(now) || (caller != null && isStaff(caller));
    }

    public boolean isOpen(Instant now) {
        return from == null || !from.isAfter(now);
    }

    private boolean isStaff(Principal caller) {
        return switch (caller.role()) {
            case MANAGER -> true;
            case SELLER -> caller.id().equals(sellerId);
            case FAN, GATE, SERVICE -> false;
        };
    }
}
