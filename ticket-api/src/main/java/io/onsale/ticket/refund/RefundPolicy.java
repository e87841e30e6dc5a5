package io.onsale.ticket.refund;

import io.onsale.ticket.catalogue.Offers.Offer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * The fee kept when a ticket is given back: Korea's standard for performances (Fair Trade Commission, consumer
 * dispute resolution criteria), counted in calendar days of the venue. Pure.
 */
public final class RefundPolicy {
    private static final Duration CHANGE_OF_MIND = Duration.ofHours(24); // after booking, up to 3 days before the show
    private static final int CHANGE_OF_MIND_DAYS_BEFORE = 3;

    private final ZoneId zone;

    RefundPolicy(ZoneId zone) {
        this.zone = zone;
    }

    /** The policy for a show as it stands; a postponement after the booking frees the fan from all fees. */
    public static OptionalInt feePercent(Instant bookedAt, Offer show, Instant now) {
        if (show.isCancelled()) {
            return OptionalInt.of(0);
        }
        OptionalInt usual = new RefundPolicy(show.timeZone()).feePercent(bookedAt, show.startsAt(), now);
        boolean isFree = show.postponedAt() != null && bookedAt.isBefore(show.postponedAt());
        return usual.isPresent() && isFree ? OptionalInt.of(0) : usual;
    }

    /** The percentage of the price that is kept; empty once the show has begun and nothing can be given back. */
    OptionalInt feePercent(Instant bookedAt, Instant startsAt, Instant now) {
        if (!now.isBefore(startsAt)) {
            return OptionalInt.empty();
        }
        long daysBefore = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), LocalDate.ofInstant(startsAt, zone));
        boolean mayChangeMind = now.isBefore(bookedAt.plus(CHANGE_OF_MIND)) && daysBefore >= CHANGE_OF_MIND_DAYS_BEFORE;
        return OptionalInt.of(mayChangeMind ? 0 : feePercent(daysBefore));
    }

    private static int feePercent(long daysBefore) {
        if (daysBefore >= 10) {
            return 0;
        }
        if (daysBefore >= 7) {
            return 10;
        }
        if (daysBefore >= 3) {
            return 20;
        }
        return daysBefore >= 1 ? 30 : 90;
    }

    /** The fee on {@code price}, minor units, rounded down: in the fan's favour. */
    public static long fee(long price, int percent) {
        return Math.multiplyExact(price, percent) / 100;
    }
}
