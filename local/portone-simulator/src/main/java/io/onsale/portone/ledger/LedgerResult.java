package io.onsale.portone.ledger;

import io.onsale.portone.payment.Fact;
import io.onsale.portone.payment.PaymentOutcome;
import org.jspecify.annotations.Nullable;

/** The outcome of a command, and the fact that it wrote; the fact is null if the command changed nothing. */
public record LedgerResult(PaymentOutcome outcome, @Nullable Fact fact) {}
