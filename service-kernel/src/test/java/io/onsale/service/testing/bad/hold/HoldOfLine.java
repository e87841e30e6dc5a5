package io.onsale.service.testing.bad.hold;

import io.onsale.service.testing.bad.line.LineOfHolds;

/** One half of a cycle between two features. */
public record HoldOfLine(LineOfHolds line) {}
