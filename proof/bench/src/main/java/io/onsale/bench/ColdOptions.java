package io.onsale.bench;

/**
 * What a bench of cold starts was asked for.
 *
 * @param starts of queue-api, for each path
 * @param window seconds that are measured, after the start and later
 * @param steadyAfter seconds after which the process counts as warm
 */
record ColdOptions(int starts, int connections, int window, int steadyAfter) {
    ColdOptions {
        OptionRange.require("--starts", starts, 1, 20);
        OptionRange.require("--connections", connections, 1, 1000);
        OptionRange.require("--window", window, 2, 60);
        OptionRange.require("--steady-after", steadyAfter, 2, 600);
    }
}
