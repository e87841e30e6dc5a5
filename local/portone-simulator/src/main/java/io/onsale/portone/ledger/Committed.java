package io.onsale.portone.ledger;

import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.Outcome;
import org.jspecify.annotations.Nullable;

/** What came of a command, and the fact that it wrote; null where it changed nothing. */
public record Committed(Outcome outcome, @Nullable Fact fact) {}
