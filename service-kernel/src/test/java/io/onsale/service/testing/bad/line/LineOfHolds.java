package io.onsale.service.testing.bad.line;

import io.onsale.service.testing.bad.hold.HoldOfLine;
import java.util.List;

/** The other half of the cycle. */
public record LineOfHolds(List<HoldOfLine> holds) {
    public HoldOfLine first() {
        return holds.getFirst();
    }
}
