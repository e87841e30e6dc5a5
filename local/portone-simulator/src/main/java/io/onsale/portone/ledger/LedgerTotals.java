package io.onsale.portone.ledger;

/** Money of one currency in minor units: all that was ever captured, and all that was ever refunded. */
public record LedgerTotals(String currency, Sum captured, Sum refunded) {
    public record Sum(long count, long amount) {
        static final Sum ZERO = new Sum(0, 0);

        Sum plus(long more) {
            return new Sum(count + 1, Math.addExact(amount, more));
        }
    }

    static LedgerTotals zero(String currency) {
        return new LedgerTotals(currency, Sum.ZERO, Sum.ZERO);
    }

    LedgerTotals withCaptured(long amount) {
        return new LedgerTotals(currency, captured.plus(amount), refunded);
    }

    LedgerTotals withRefunded(long amount) {
        return new LedgerTotals(currency, captured, refunded.plus(amount));
    }
}
