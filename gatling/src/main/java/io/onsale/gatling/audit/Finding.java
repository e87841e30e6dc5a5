package io.onsale.gatling.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule found.
 *
 * @param checked how many things it looked at: a rule that looked at nothing has proved nothing
 * @param violations how many of them break it
 * @param witnesses the first few, each the smallest set of rows that clash
 */
record Finding(long checked, int violations, List<String> witnesses) {
    /** Witnesses that are kept of one rule: enough to start looking. */
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

    /** Collects while a rule walks over its rows. */
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
