package io.onsale.portone.payment;

import java.util.Optional;
import java.util.regex.Pattern;

/** The shop's own name of a payment; the shop chooses it, one for each booking and not one for each click. */
public record PaymentId(String value) {
    // printable ASCII without blanks; 64 characters keep a payment small in memory and in the journal
    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,64}");

    public PaymentId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a payment id is 1 to 64 printable ASCII characters");
        }
    }

    public static Optional<PaymentId> parse(String value) {
        return SHAPE.matcher(value).matches() ? Optional.of(new PaymentId(value)) : Optional.empty();
    }
}
