package io.onsale.portone.payment;

/** Why the acquirer (PG) refused, in its own code and words, which PortOne passes on as they are. */
public record PgFailure(String pgCode, String pgMessage) {
    public static final PgFailure CARD_DECLINED = new PgFailure("REJECT_CARD_PAYMENT", "The card's limit is exceeded");
    public static final PgFailure ACQUIRER_DOWN = new PgFailure("PROVIDER_ERROR", "The acquirer is not reachable");
}
