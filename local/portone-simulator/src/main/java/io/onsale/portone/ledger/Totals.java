package io.onsale.portone.ledger;

/** Money of one currency in minor units: all that was ever captured, and all that was ever given back. */
public record Totals(String currency, Sum captured, Sum refunded) {
    public record Sum(long count, long amount) {
        static final Sum ZERO = new Sum(0, 0);

        Sum plus(long more) {
            return new Sum(count + 1, Math.addExact(amount, more));
        }
    }

    static Totals zero(String currency) {
        return new Totals(currency, Sum.ZERO, Sum.ZERO);
    }

    Totals withCaptured(long amount) {
        return new Totals(currency, captured.plus(amount), refunded);
    }

    Totals withRefunded(long amount) {
        return new Totals(currency, captured, refunded.plus(amount));
    }
}
