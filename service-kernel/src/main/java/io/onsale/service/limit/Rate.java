package io.onsale.service.limit;

import java.time.Duration;

/**
 * A permitted rate: {@code burst} requests at once, refilled by {@code refill} in each {@code per}.
 *
 * @param refill 0 means no limit
 */
public record Rate(int refill, Duration per, int burst) {
    public static final Rate UNLIMITED = new Rate(0, Duration.ofSeconds(1), 0);

    public Rate {
        if (refill < 0 || !per.isPositive() || (refill > 0 && burst < 1)) {
            throw new IllegalArgumentException("not a rate: " + refill + " in " + per + ", " + burst + " at once");
        }
    }

    boolean isUnlimited() {
        return refill == 0;
    }

    long intervalNanos() {
        return per.toNanos() / refill;
    }
}
