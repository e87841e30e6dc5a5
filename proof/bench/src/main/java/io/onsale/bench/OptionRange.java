package io.onsale.bench;

import java.util.List;

/** Checks the numbers of a command line. Throws {@link IllegalArgumentException}, which names the option. */
final class OptionRange {
    private OptionRange() {}

    static void require(String option, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(option + " must be " + lowest + " to " + highest);
        }
    }

    /** Each number within the range, and higher than the one before. */
    static void requireAscending(String option, List<Integer> values, int lowest, int highest) {
        values.forEach(value -> require(option, value, lowest, highest));
        if (values.isEmpty()
                || !values.equals(values.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException(option + " must ascend");
        }
    }
}
