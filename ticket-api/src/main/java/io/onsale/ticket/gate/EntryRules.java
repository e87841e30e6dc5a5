package io.onsale.ticket.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and where who may enter a performance.
 *
 * @param gates empty: any gate is for everybody
 */
public record EntryRules(Instant doorsOpenAt, Instant lastEntryAt, List<EntryGate> gates) {
    static final Duration DOORS_BEFORE = Duration.ofHours(2); // the usual time before a concert
    public static final Duration LAST_AFTER =
            Duration.ofHours(6); // covers a festival's day; a scan after it is a mistake

    /** @param grades null: all */
    public record EntryGate(String name, @Nullable List<String> grades) {}

    public EntryRules {
        gates = List.copyOf(gates);
    }

    public static EntryRules defaults(Instant startsAt) {
        return new EntryRules(startsAt.minus(DOORS_BEFORE), startsAt.plus(LAST_AFTER), List.of());
    }

    /** Why a ticket of {@code grade} may not enter at {@code gate}; null if it may. */
    @Nullable
    ScanOutcome refusal(String gate, String grade, Instant at) {
        if (at.isBefore(doorsOpenAt)) {
            return ScanOutcome.TOO_EARLY;
        }
        if (at.isAfter(lastEntryAt)) {
            return ScanOutcome.TOO_LATE;
        }
        return gates.isEmpty() || gates.stream().anyMatch(one -> isFor(one, gate, grade))
                ? null
                : ScanOutcome.WRONG_GATE;
    }

    private static boolean isFor(EntryGate one, String gate, String grade) {
        return one.name().equals(gate) && (one.grades() == null || one.grades().contains(grade));
    }
}
