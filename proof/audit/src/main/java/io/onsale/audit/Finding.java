package io.onsale.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a rule.
 *
 * @param checked how many rows it checked: a rule that checked none has proved nothing
 * @param violations how many of them break it
 * @param witnesses the first few violations, each as the smallest set of contradicting rows
 */
record Finding(long checked, int violations, List<String> witnesses) {
    /** Witnesses kept per rule: enough to start an investigation. */
    static final int WITNESSES_MAX = 5;

    Finding {
        witnesses = List.copyOf(witnesses);
    }

    boolean isKept() {
        return violations == 0;
    }

    Finding and(Finding other) {
        List<String> both = new ArrayList<>(witnesses);
        other.witnesses.stream().limit(WITNESSES_MAX - both.size()).forEach(both::add);
        return new Finding(checked + other.checked, violations + other.violations, both);
    }

    /** Collects the result while a rule goes through its rows. */
    static final class Notes {
        private final List<String> witnesses = new ArrayList<>();
        private long checked;
        private int violations;

        void looked() {
            checked++;
        }

        void violation(String witness) {
            violations++;
            if (witnesses.size() < WITNESSES_MAX) {
                witnesses.add(witness);
            }
        }

        Finding finding() {
            return new Finding(checked, violations, witnesses);
        }
    }
}
