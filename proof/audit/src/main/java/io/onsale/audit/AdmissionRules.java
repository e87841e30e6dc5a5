package io.onsale.audit;

import io.onsale.audit.AdmissionEntry.AdmissionKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** I1, I2 and I14, replayed from the admission log. */
final class AdmissionRules {
    private static final String REBUILT = "REBUILT";

    private AdmissionRules() {}

    /**
     * At every admission, the number of fans inside (READY or ADMITTED and not ENDED) is within the capacity at that moment. Lowering the
     * capacity removes nobody; it only lets nobody in.
     */
    static Finding capacity(List<AdmissionEntry> log) {
        Finding.Notes notes = new Finding.Notes();
        Map<String, Inside> sales = new HashMap<>();
        for (AdmissionEntry entry : log) {
            sales.computeIfAbsent(entry.sale(), sale -> new Inside()).replay(entry, notes);
        }
        return notes.finding();
    }

    private static final class Inside {
        private final Set<String> fans = new HashSet<>();
        private @Nullable Long capacity;

        void replay(AdmissionEntry entry, Finding.Notes notes) {
            String fan = String.valueOf(entry.fan());
            switch (entry.kind()) {
                case CAPACITY -> capacity = entry.value();
                case READY, ADMITTED -> enter(entry, fan, notes);
                case ENDED, LEFT -> fans.remove(fan);
                case EPOCH -> fans.clear();
                case RESTORED -> {} // waits, and has no slot
            }
        }

        private void enter(AdmissionEntry entry, String fan, Finding.Notes notes) {
            notes.looked();
            if (!fans.add(fan)) {
                return; // READY before ADMITTED: the same slot
            }
            if (REBUILT.equals(entry.reason())) {
                return; // was inside before the line was lost
            }
            if (capacity == null) {
                notes.violation("sale " + entry.sale() + ": " + entry + " before any capacity is known");
            } else if (fans.size() > capacity) {
                notes.violation("sale " + entry.sale() + ": " + entry + " makes " + fans.size() + " inside, capacity "
                        + capacity);
            }
        }
    }

    /**
     * A fan who comes in has a higher number than all who came in before. Exceptions are fans who had been inside before, or who had come
     * back into the line after a missed turn or a loss. No two fans have the same number.
     */
    static Finding order(List<AdmissionEntry> log) {
        Finding.Notes notes = new Finding.Notes();
        Map<String, Order> sales = new HashMap<>();
        for (AdmissionEntry entry : log) {
            sales.computeIfAbsent(entry.sale(), sale -> new Order()).replay(entry, notes);
        }
        return notes.finding();
    }

    private static final class Order {
        private final Map<Long, String> holders = new HashMap<>();
        private final Set<String> seen = new HashSet<>();
        private @Nullable AdmissionEntry furthest;

        void replay(AdmissionEntry entry, Finding.Notes notes) {
            Long number = entry.number();
            String fan = entry.fan();
            if (number == null || fan == null || number == 0) {
                return; // about no fan, or about one whose number was never drawn
            }
            String holder = holders.putIfAbsent(number, fan);
            if (holder != null && !holder.equals(fan)) {
                notes.violation("sale " + entry.sale() + ": number " + number + " is fan " + holder + "'s and fan "
                        + fan + "'s");
            }
            boolean comesIn = entry.kind() == AdmissionKind.READY || entry.kind() == AdmissionKind.ADMITTED;
            boolean comesBack = entry.kind() == AdmissionKind.RESTORED || REBUILT.equals(entry.reason());
            if (comesIn && !comesBack && seen.add(fan)) {
                firstEntry(entry, number, notes);
            } else if (comesBack) {
                seen.add(fan);
            }
        }

        private void firstEntry(AdmissionEntry entry, long number, Finding.Notes notes) {
            notes.looked();
            AdmissionEntry before = furthest;
            if (before == null || before.number() == null || before.number() < number) {
                furthest = entry;
            } else {
                notes.violation("sale " + entry.sale() + ": " + before + " came in before " + entry);
            }
        }
    }

    /** Every fan who has booked was let in. Without this rule, an empty log would pass. */
    static Finding admitted(List<AdmissionEntry> log, List<Buyer> buyers) {
        Finding.Notes notes = new Finding.Notes();
        Set<String> inside = new HashSet<>();
        for (AdmissionEntry entry : log) {
            if (entry.kind() == AdmissionKind.ADMITTED) {
                inside.add(entry.sale() + " " + entry.fan());
            }
        }
        for (Buyer buyer : buyers) {
            notes.looked();
            if (!inside.contains(buyer.sale() + " " + buyer.fan())) {
                notes.violation("sale " + buyer.sale() + ": fan " + buyer.fan() + " was never let in, but has booking "
                        + buyer.booking());
            }
        }
        return notes.finding();
    }
}
