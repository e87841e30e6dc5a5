package io.onsale.portone.payment;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a payment, chosen by the shop: one per booking, not one per click. */
public record MerchantPaymentId(String value) {
    // printable ASCII without blanks; 64 characters keep a payment small in memory and in the journal
    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,64}");

    public MerchantPaymentId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a payment id is 1 to 64 printable ASCII characters");
        }
    }

    public static Optional<MerchantPaymentId> parse(String value) {
        return SHAPE.matcher(value).matches() ? Optional.of(new MerchantPaymentId(value)) : Optional.empty();
    }
}
