package io.onsale.ticket.catalogue;

import java.util.Set;
import java.util.TreeSet;

/** Currencies in which events may be sold: those that PortOne's card acquirers settle. Add to the list, never remove from it. */
public final class Currencies {
    private static final Set<String> TAKEN =
            Set.of("KRW", "USD", "JPY", "EUR", "CNY", "GBP", "HKD", "TWD", "SGD", "THB", "VND", "AUD", "CAD");

    private Currencies() {}

    public static boolean isTaken(String code) {
        return TAKEN.contains(code);
    }

    /** The list as text, for problems. */
    static String names() {
        return String.join(", ", new TreeSet<>(TAKEN));
    }
}
