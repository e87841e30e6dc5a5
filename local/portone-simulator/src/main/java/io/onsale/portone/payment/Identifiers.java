package io.onsale.portone.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives every id of a payment from the seed, so that none of them has to be kept, and one seed gives one run.
 * Payment tokens are keyed with the API secret: nobody else can make one.
 */
public final class Identifiers {
    private static final String HMAC = "HmacSHA256";
    private final long seed;
    private final SecretKeySpec tokenKey;

    public Identifiers(long seed, String apiSecret) {
        this.seed = seed;
        this.tokenKey = new SecretKeySpec(apiSecret.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** The id of the payment's current attempt. */
    public String transactionId(Payment payment) {
        return uuid("transaction", payment.id(), payment.attempt());
    }

    public String pgTxId(Payment payment) {
        return "sim" + uuid("pg", payment.id(), payment.attempt()).replace("-", "");
    }

    public String cancellationId(PaymentId id, Refund refund) {
        return uuid("cancellation", id, refund.ordinal());
    }

    public String pgCancellationId(PaymentId id, Refund refund) {
        return "simc" + uuid("pg-cancellation", id, refund.ordinal()).replace("-", "");
    }

    /** The same over all deliveries of one event: the receiver tells duplicates by it. */
    public String webhookId(String type, PaymentId id, int ordinal) {
        return "wh_" + uuid(type, id, ordinal).replace("-", "");
    }

    public String paymentToken(Payment payment) {
        return "pt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(payment));
    }

    /** Compares in constant time. */
    public boolean isTokenOf(Payment payment, String token) {
        return MessageDigest.isEqual(
                paymentToken(payment).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String uuid(String kind, PaymentId id, int number) {
        String name = seed + "|" + kind + "|" + id.value() + "|" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private byte[] hmac(Payment payment) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(tokenKey);
            String text = seed + "|" + payment.id().value() + "|" + payment.attempt();
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
