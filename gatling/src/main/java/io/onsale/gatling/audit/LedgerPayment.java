package io.onsale.gatling.audit;

/**
 * A payment in the provider's ledger; amounts in minor units.
 *
 * @param captured money taken, whatever went back since
 * @param refunded money given back
 * @param captures how many times money was taken
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
