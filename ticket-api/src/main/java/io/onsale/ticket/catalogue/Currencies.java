package io.onsale.ticket.catalogue;

import java.util.Set;
import java.util.TreeSet;

/** Currencies that events may be sold in: those that PortOne's card acquirers settle. The one list; add to it, never remove. */
public final class Currencies {
    private static final Set<String> TAKEN =
            Set.of("KRW", "USD", "JPY", "EUR", "CNY", "GBP", "HKD", "TWD", "SGD", "THB", "VND", "AUD", "CAD");

    private Currencies() {}

    public static boolean isTaken(String code) {
        return TAKEN.contains(code);
    }

    /** For problems. */
    static String names() {
        return String.join(", ", new TreeSet<>(TAKEN));
    }
}
