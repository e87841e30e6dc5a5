package io.onsale.portone.payment;

/** Why the acquirer (PG) refused: its own code and message, which PortOne passes on unchanged. */
public record PgFailure(String pgCode, String pgMessage) {
    public static final PgFailure CARD_DECLINED = new PgFailure("REJECT_CARD_PAYMENT", "The card's limit is exceeded");
    public static final PgFailure ACQUIRER_DOWN = new PgFailure("PROVIDER_ERROR", "The acquirer is not reachable");
}
