package io.onsale.kernel.money;

import java.util.Currency;

/**
 * An amount in the minor unit of its currency, e.g. {@code {"amount": 165000, "currency": "KRW"}} is 165,000 won.
 *
 * @param amount minor units; may be negative only as the result of {@link #minus}
 * @param currency ISO 4217 code
 */
public record Money(long amount, String currency) {
    public Money {
        Currency.getInstance(currency); // throws IllegalArgumentException for an unknown code
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** The exact sum. An overflow or a mix of currencies is a bug and throws. */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    public Money times(int count) {
        return new Money(Math.multiplyExact(amount, count), currency);
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot combine " + currency + " with " + other.currency);
        }
        return other;
    }
}
