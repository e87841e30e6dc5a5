package io.onsale.portone.ledger;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.Fact;
import org.jspecify.annotations.Nullable;

/** A fact with the idempotency key of its request, in one line: either both survive a crash or neither does. */
public record JournalLine(Fact fact, @Nullable RequestKey key) {}
