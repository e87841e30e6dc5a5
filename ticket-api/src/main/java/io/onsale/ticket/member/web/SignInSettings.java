package io.onsale.ticket.member.web;

import io.onsale.service.limit.Rate;
import io.onsale.ticket.member.SignInLimits.Rates;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often a sign-in may fail, per node; 0 means no limit. No address is exempt, not even this machine's: successful sign-ins do not count.
 *
 * @param failuresPerAccountAndAddress burst: enough to try every password one ever had
 * @param failuresPerAccountAndAddressIn the time after which one more is allowed: 1,440 guesses per day
 * @param failuresPerAccount burst from all addresses where the account has not signed in before: more than three devices of its owner
 * @param failuresPerAccountIn the time after which one more is allowed
 * @param failuresPerAddress burst. Attempts in progress count until they succeed, so it also limits concurrent sign-ins per network: the
 *     last of 60 waits 4 s if one thread hashes
 * @param failuresPerAddressEachSecond refill: an eighth of what one thread hashes, and the typing errors of as many honest
 *     people as it can serve
 * @param signUpsPerAddress burst: a mobile carrier's network when a sale is announced
 * @param signUpsPerAddressEachSecond refill; below the 16 that one thread hashes
 */
@Validated
@ConfigurationProperties("onsale.sign-in")
record SignInSettings(
        @Min(0) @DefaultValue("10") int failuresPerAccountAndAddress,
        @DefaultValue("60s") Duration failuresPerAccountAndAddressIn,
        @Min(0) @DefaultValue("30") int failuresPerAccount,
        @DefaultValue("60s") Duration failuresPerAccountIn,
        @Min(0) @DefaultValue("60") int failuresPerAddress,
        @Min(1) @DefaultValue("2") int failuresPerAddressEachSecond,
        @Min(0) @DefaultValue("100") int signUpsPerAddress,
        @Min(1) @DefaultValue("10") int signUpsPerAddressEachSecond) {
    private static final Duration SECOND = Duration.ofSeconds(1);

    Rates rates() {
        return new Rates(
                rate(failuresPerAccountAndAddress, 1, failuresPerAccountAndAddressIn),
                rate(failuresPerAccount, 1, failuresPerAccountIn),
                rate(failuresPerAddress, failuresPerAddressEachSecond, SECOND),
                rate(signUpsPerAddress, signUpsPerAddressEachSecond, SECOND));
    }

    private static Rate rate(int burst, int refill, Duration per) {
        return burst == 0 ? Rate.UNLIMITED : new Rate(refill, per, burst);
    }
}
