package io.onsale.portone.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives every id of a payment from the seed, so that no id has to be stored, and the same seed gives the same ids.
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
    public String transactionId(SimulatedPayment payment) {
        return uuid("transaction", payment.id(), payment.attempt());
    }

    public String pgTxId(SimulatedPayment payment) {
        return "sim" + uuid("pg", payment.id(), payment.attempt()).replace("-", "");
    }

    public String cancellationId(MerchantPaymentId id, PaymentCancellation refund) {
        return uuid("cancellation", id, refund.ordinal());
    }

    public String pgCancellationId(MerchantPaymentId id, PaymentCancellation refund) {
        return "simc" + uuid("pg-cancellation", id, refund.ordinal()).replace("-", "");
    }

    /** The same for all deliveries of one event: the receiver recognizes duplicates by it. */
    public String webhookId(String type, MerchantPaymentId id, int ordinal) {
        return "wh_" + uuid(type, id, ordinal).replace("-", "");
    }

    public String paymentToken(SimulatedPayment payment) {
        return "pt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(payment));
    }

    /** Compares in constant time. */
    public boolean isTokenOf(SimulatedPayment payment, String token) {
        return MessageDigest.isEqual(
                paymentToken(payment).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private String uuid(String kind, MerchantPaymentId id, int number) {
        String name = seed + "|" + kind + "|" + id.value() + "|" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private byte[] hmac(SimulatedPayment payment) {
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
