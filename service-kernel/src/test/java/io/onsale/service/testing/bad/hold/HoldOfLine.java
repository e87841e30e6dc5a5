package io.onsale.service.testing.bad.hold;

import io.onsale.service.testing.bad.line.LineOfHolds;

/** Half of a circle between two features. */
public record HoldOfLine(LineOfHolds line) {}
