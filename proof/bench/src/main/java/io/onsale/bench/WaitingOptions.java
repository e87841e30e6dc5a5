package io.onsale.bench;

/**
 * What a bench of long lines was asked for.
 *
 * @param many how many wait in the long line
 * @param pairs how often the short and the long line alternate
 */
record WaitingOptions(int many, int pairs, int connections) {
    WaitingOptions {
        OptionRange.require("--waiting", many, 2 * WaitingBench.FEW, 2_000_000);
        OptionRange.require("--pairs", pairs, 1, 50);
        OptionRange.require("--connections", connections, 1, 1000);
    }
}
