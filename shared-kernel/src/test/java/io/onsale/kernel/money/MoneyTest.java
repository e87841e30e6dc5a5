package io.onsale.kernel.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final Money PRICE = new Money(165_000, "KRW");

    @Test
    void sums_are_exact() {
        assertThat(PRICE.times(4).plus(new Money(1, "KRW")).minus(PRICE)).isEqualTo(new Money(495_001, "KRW"));
    }

    @Test
    void currencies_do_not_mix() {
        assertThatThrownBy(() -> PRICE.plus(new Money(1, "USD"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_overflow_throws() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "KRW").plus(PRICE)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_currency_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> new Money(1, "XYZ")).isInstanceOf(IllegalArgumentException.class);
    }
}
