package io.onsale.audit;

/**
 * A payment in the provider's ledger; amounts in minor units.
 *
 * @param captured money captured, regardless of later refunds
 * @param refunded money refunded
 * @param captures how many times money was captured
 */
record LedgerPayment(String payment, long captured, long refunded, String currency, int captures) {
    long kept() {
        return captured - refunded;
    }

    @Override
    public String toString() {
        return "payment " + payment + " (captured " + captured + " " + currency + " in " + captures + ", refunded "
                + refunded + ")";
    }
}
